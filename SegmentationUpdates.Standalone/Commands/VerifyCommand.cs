using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Confluent.Kafka;
using Npgsql;
using SegmentationUpdates.Customers;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Standalone.Running;
using SegmentationUpdates.Standalone.Views;
using SegmentationUpdates.Verification;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Proves on a running system that nothing is lost and nothing is there twice, or says what differs.</summary>
internal sealed class VerifyCommand
{
    private readonly DatabaseConnection _database = new();

    private readonly Option<string?> _kafka = new("--kafka")
    {
        Description = "Compare the topics too: bootstrap servers. A run's own broker is found by itself.",
        HelpName = "SERVERS",
    };

    private readonly Option<int> _rate = new("--rate")
    {
        Description = "Read at most so many messages a second, to leave the brokers to others.",
        HelpName = "N",
        DefaultValueFactory = _ => 20_000,
    };

    private readonly Option<string?> _checkpoint = new("--checkpoint")
    {
        Description = "Keep in this file up to where the transactions are compared, and go on from there the next time.",
        HelpName = "FILE",
    };

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
        _rate.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var rate) && rate < 1)
            {
                result.AddError("--rate must be at least 1.");
            }
        });
        var command = new Command("verify", "Compare topics, transactions, profiles, segments and published changes of a running system.")
        {
            _kafka, _rate, _checkpoint, _json,
        };
        _database.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var signals = new StopSignals();
            return await RunAsync(parsed.CommandResult, signals.Stop);
        });
        return command;
    }

    private async Task<int> RunAsync(CommandResult result, CancellationToken cancellationToken)
    {
        if (result.GetValue(_checkpoint) is not null && Clients(result).Clients is null)
        {
            throw new UsageException("--checkpoint is about the topic of transactions: add --kafka.");
        }

        UsageException.ThrowIfAny(RunEnvironment.Kafka().Problems());
        return await _database.UseAsync(
            result,
            async settings =>
            {
                await using var connection = new NpgsqlConnection(settings.ConnectionString);
                await connection.OpenAsync(cancellationToken);
                var checkpoint = Checkpoint.Open(result.GetValue(_checkpoint));
                using var work = new VerificationWork();
                var parts = await VerifyAsync(result, connection, checkpoint, work, cancellationToken);
                work.Dispose();
                Print(parts, result.GetValue(_json));
                return parts.All(part => part.Differences == 0) ? ExitCode.Success : ExitCode.Failure;
            },
            cancellationToken);
    }

    private async Task<IReadOnlyList<VerifiedPart>> VerifyAsync(
        CommandResult result, NpgsqlConnection connection, Checkpoint checkpoint, VerificationWork work, CancellationToken cancellationToken)
    {
        var (clients, servers) = Clients(result);
        try
        {
            await (clients?.CheckAsync(cancellationToken) ?? Task.CompletedTask);
            var topics = clients is null
                ? null
                : new TopicsToVerify(clients.ConsumerConfig(), RunEnvironment.Topics(), result.GetValue(_rate));
            return await new SystemVerification(connection, topics, TimeProvider.System)
                .RunAsync("no --kafka is given, and the broker is not a run's own", checkpoint.Offsets, work, cancellationToken);
        }
        catch (KafkaUnavailableException e)
        {
            throw new CommandException(e.Reason.Sentence(servers, "--kafka"), e);
        }
        catch (KafkaException e)
        {
            throw new CommandException(
                $"Kafka at {servers} cannot be compared: {e.Error.Reason}. See that the topics exist and that this user may read them", e);
        }
        finally
        {
            checkpoint.Save();
        }
    }

    // A run says in its folder where its own broker is.
    private (KafkaClients? Clients, string Servers) Clients(CommandResult result)
    {
        if (result.GetValue(_kafka) is { } servers)
        {
            return (new KafkaClients(servers, inMemory: false), servers);
        }

        return _database.RunFolder(result) is { } folder && RunBroker.Find(folder) is { } own
            ? (new KafkaClients(own, inMemory: true), own)
            : (null, "");
    }

    private static void Print(IReadOnlyList<VerifiedPart> parts, bool json)
    {
        if (json)
        {
            CommandJson.Write(Console.Out, new { IsRight = parts.All(part => part.Differences == 0), Parts = parts });
            return;
        }

        foreach (var part in parts)
        {
            Console.WriteLine(part switch
            {
                { NotVerified: { } why } => $"not verified  {part.Name}: {why}",
                { Differences: 0 } => $"right         {part.Name}: {part.Compared:N0} compared",
                _ => $"WRONG         {part.Name}: {part.Differences:N0} of {part.Compared:N0}",
            });
            foreach (var example in part.Examples)
            {
                Console.WriteLine($"              {example}");
            }

            if (part.Differences > part.Examples.Count)
            {
                Console.WriteLine($"              … and {part.Differences - part.Examples.Count:N0} more");
            }
        }
    }

    /// <summary>Offsets by partition, in a file.</summary>
    private sealed record Checkpoint(string? File, Dictionary<int, long> Offsets)
    {
        public static Checkpoint Open(string? file)
        {
            if (file is null || !System.IO.File.Exists(file))
            {
                return new Checkpoint(file, []);
            }

            try
            {
                return new Checkpoint(file, JsonSerializer.Deserialize<Dictionary<int, long>>(System.IO.File.ReadAllText(file)) ?? []);
            }
            catch (JsonException e)
            {
                throw new CommandException($"{file} is no checkpoint of this command: name another file, or delete it to begin anew", e);
            }
        }

        public void Save()
        {
            if (File is not null)
            {
                using var atomic = AtomicFile.Create(File);
                JsonSerializer.Serialize(atomic.Stream, Offsets);
                atomic.Commit();
            }
        }
    }
}
