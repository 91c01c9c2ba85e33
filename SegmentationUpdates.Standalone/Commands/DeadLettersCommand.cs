using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using Confluent.Kafka;
using SegmentationUpdates.Pipeline.DeadLetters;
using SegmentationUpdates.Pipeline.Transactions;
using SegmentationUpdates.Standalone.Running;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Shows what could not be ingested, and sends it back when the cause is mended.</summary>
internal sealed class DeadLettersCommand
{
    private const int ShownBytes = 120;

    private readonly Option<string> _kafka = new("--kafka")
    {
        Description = "The Kafka whose dead letters are meant. (The broker in a run's process forgets them with the run.)",
        HelpName = "HOST:PORT",
        Required = true,
    };

    private readonly Option<string?> _reason = new("--reason")
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

    public Command Create()
    {
        _kafka.Validators.Add(result =>
        {
            if (RunSettingsRules.KafkaProblem(result.Tokens[0].Value) is { } problem)
            {
                result.AddError(problem);
            }
        });
        var list = new Command("list", "List the dead letters, one line each.") { _kafka, _reason, _since, _all };
        list.SetAction((parsed, cancellationToken) => Task.Run(() => List(parsed.CommandResult, cancellationToken), cancellationToken));
        var replay = new Command("replay", "Send dead letters back to their topic, as they came.") { _kafka, _reason, _since };
        replay.SetAction((parsed, cancellationToken) => ReplayAsync(parsed.CommandResult, cancellationToken));
        return new Command("dead-letters", "Look at messages that could not be ingested, and replay them.") { list, replay };
    }

    private int List(CommandResult result, CancellationToken cancellationToken)
    {
        using var producer = Clients(result).Producer(Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        var letters = Topic(result, producer).Read(Query(result), cancellationToken);
        foreach (var letter in letters)
        {
            Console.WriteLine(
                $"{letter.RejectedAt:yyyy-MM-dd HH:mm:ss}Z {letter.Source.Topic}[{letter.Source.Partition.Value}]@{letter.Source.Offset.Value} "
                + $"{letter.Reason}: {letter.Detail} | {Printable(letter.Message.Value)}");
        }

        Console.WriteLine($"{letters.Count:N0} dead letters");
        return ExitCode.Success;
    }

    private async Task<int> ReplayAsync(CommandResult result, CancellationToken cancellationToken)
    {
        using var producer = Clients(result).Producer(Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        var topic = Topic(result, producer);
        var letters = await Task.Run(() => topic.Read(Query(result), cancellationToken), cancellationToken);
        var replayed = 0;
        foreach (var letter in letters)
        {
            try
            {
                await topic.ReplayAsync(letter, cancellationToken);
                replayed++;
            }
            catch (InvalidOperationException e)
            {
                await Console.Error.WriteLineAsync(e.Message);
            }
        }

        Console.WriteLine($"{replayed:N0} of {letters.Count:N0} dead letters replayed");
        return replayed == letters.Count ? ExitCode.Success : ExitCode.Failure;
    }

    private KafkaClients Clients(CommandResult result)
    {
        var clients = new KafkaClients(result.GetValue(_kafka)!, inMemory: false);
        try
        {
            clients.Check();
        }
        catch (KafkaException e)
        {
            throw new CommandException($"no Kafka broker answers at {result.GetValue(_kafka)} ({e.Error.Reason}): start it or correct --kafka", e);
        }

        return clients;
    }

    private DeadLetterTopic Topic(CommandResult result, IProducer<byte[], byte[]> producer) => new(
        new KafkaClients(result.GetValue(_kafka)!, inMemory: false).ConsumerConfig(), producer, RunEnvironment.Topics().DeadLetters, TimeProvider.System);

    private DeadLetterQuery Query(CommandResult result) => new()
    {
        Reason = result.GetValue(_reason),
        Since = result.GetValue(_since),
        IncludeReplayed = result.GetResult(_all) is not null && result.GetValue(_all),
    };

    private static string? ParseReason(ArgumentResult result)
    {
        var reason = result.Tokens[0].Value;
        if (!RejectionReason.All.Contains(reason))
        {
            result.AddError($"--reason '{reason}' is no reason for a dead letter; the reasons are {string.Join(", ", RejectionReason.All)}.");
        }

        return reason;
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

    private static string Printable(byte[]? value)
    {
        if (value is null)
        {
            return "(no value)";
        }

        var text = new StringBuilder();
        foreach (var character in Encoding.UTF8.GetString(value.AsSpan(0, Math.Min(value.Length, ShownBytes))))
        {
            // Control characters could do things to a terminal.
            text.Append(char.IsControl(character) ? '·' : character);
        }

        return value.Length > ShownBytes ? $"{text}… ({value.Length:N0} bytes)" : text.ToString();
    }
}
