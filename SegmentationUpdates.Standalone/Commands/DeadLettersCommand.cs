using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Messaging.DeadLetters;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Standalone.Running;
using SegmentationUpdates.Standalone.Views;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Shows what could not be ingested, and sends it back when the cause is mended.</summary>
internal sealed class DeadLettersCommand
{
    private readonly Option<string> _kafka = new("--kafka")
    {
        Description = "The Kafka whose dead letters are meant. (The broker in a run's process forgets them with the run.)",
        HelpName = "HOST:PORT",
        Required = true,
    };

    private readonly Option<RejectionReason?> _reason = new("--reason")
    {
        Description = "Only with this reason, such as unknown-customer.",
        HelpName = "REASON",
        CustomParser = ParseReason,
    };

    private readonly Option<DateTimeOffset?> _since = new("--since")
    {
        Description = "Only those rejected since then: 2026-01-31T08:00:00Z, or 2h for the last two hours.",
        HelpName = "TIME",
        CustomParser = ParseSince,
    };

    private readonly Option<bool> _all = new("--all") { Description = "Those that were replayed too." };

    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document." };

    public Command Create()
    {
        _kafka.Validators.Add(result =>
        {
            if (RunSettingsRules.KafkaProblem(result.Tokens[0].Value) is { } problem)
            {
                result.AddError(problem);
            }
        });
        _reason.CompletionSources.Add([.. EnumText.All<RejectionReason>()]);
        var list = new Command("list", "List the dead letters, one line each.") { _kafka, _reason, _since, _all, _json };
        list.SetAction((parsed, _) => WithTopicAsync(parsed.CommandResult, (topic, cancellationToken) =>
            Task.Run(() => List(topic, parsed.CommandResult, cancellationToken), cancellationToken)));
        var replay = new Command("replay", "Send dead letters back to their topic, as they came.") { _kafka, _reason, _since, _json };
        replay.SetAction((parsed, _) => WithTopicAsync(parsed.CommandResult, (topic, cancellationToken) =>
            ReplayAsync(topic, parsed.CommandResult, cancellationToken)));
        return new Command("dead-letters", "Look at messages that could not be ingested, and replay them.") { list, replay };
    }

    private int List(DeadLetterTopic topic, CommandResult result, CancellationToken cancellationToken)
    {
        var letters = topic.Read(Query(result), cancellationToken);
        DeadLettersOutput.List(letters, result.GetValue(_json));
        return ExitCode.Success;
    }

    private async Task<int> ReplayAsync(DeadLetterTopic topic, CommandResult result, CancellationToken cancellationToken)
    {
        using var work = new Work("reading dead letters");
        var letters = await Task.Run(() => topic.Read(Query(result), cancellationToken), cancellationToken);
        work.Next("replaying", letters.Count);
        var replayed = 0;
        var problems = new List<string>();
        try
        {
            foreach (var letter in letters)
            {
                try
                {
                    await topic.ReplayAsync(letter, cancellationToken);
                    work.Report(++replayed);
                }
                catch (InvalidOperationException e)
                {
                    problems.Add(e.Message);
                }
            }
        }
        finally
        {
            // Also when it is stopped: those that went back are marked, and do not go again.
            work.Dispose();
            DeadLettersOutput.Replayed(replayed, letters.Count, problems, result.GetValue(_json));
        }

        return replayed == letters.Count ? ExitCode.Success : ExitCode.Failure;
    }

    private async Task<int> WithTopicAsync(CommandResult result, Func<DeadLetterTopic, CancellationToken, Task<int>> action)
    {
        var servers = result.GetValue(_kafka)!;
        UsageException.ThrowIfAny(RunEnvironment.Kafka().Problems());
        var topic = RunEnvironment.Topics().DeadLetters;
        using var signals = new StopSignals();
        var clients = new KafkaClients(servers, inMemory: false);
        using var loggers = LoggerFactory.Create(logging => RunConsole.AddErrorLogging(logging.SetMinimumLevel(LogLevel.Warning)));
        var logger = loggers.CreateLogger("SegmentationUpdates.Kafka");
        try
        {
            await clients.CheckAsync(signals.Stop);
            using var producer = clients.Producer(logger);
            return await action(
                new DeadLetterTopic(clients.ConsumerConfig(), producer, topic, TimeProvider.System, new KafkaLog(logger, TimeProvider.System)),
                signals.Stop);
        }
        catch (KafkaUnavailableException e)
        {
            throw new CommandException(e.Reason.Sentence(servers, "--kafka"), e);
        }
        catch (KafkaException e) when (e.Error.Code is ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic)
        {
            throw new CommandException(
                $"Kafka at {servers} has no topic {topic}: run the migrations first (--roles migrations), or correct "
                    + $"{TopicOptions.Section}:{nameof(TopicOptions.DeadLetters)}",
                e);
        }
    }

    private DeadLetterQuery Query(CommandResult result) => new()
    {
        Reason = result.GetValue(_reason),
        Since = result.GetValue(_since),
        IncludeReplayed = result.GetResult(_all) is not null && result.GetValue(_all),
    };

    private static RejectionReason? ParseReason(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (EnumText.Find<RejectionReason>(text) is { } reason)
        {
            return reason;
        }

        var reasons = EnumText.All<RejectionReason>();
        result.AddError($"--reason '{text}' is no reason for a dead letter; the reasons are {string.Join(", ", reasons)}."
            + Nearest.Question(text, reasons));
        return null;
    }

    private static DateTimeOffset? ParseSince(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Durations.TryParse(text, out var duration))
        {
            return DateTimeOffset.UtcNow - duration;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time;
        }

        result.AddError($"--since '{text}' is neither a time such as 2026-01-31T08:00:00Z nor a duration such as 2h.");
        return null;
    }
}
