using System.CommandLine;
using System.CommandLine.Parsing;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Standalone.History;
using SegmentationUpdates.Standalone.Running;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Sends the transactions of a file through the pipeline.</summary>
internal sealed class IngestCommand
{
    private readonly Option<string> _transactions = new("--transactions")
    {
        Description = "The table of transactions, in any order: CSV, Excel or Parquet; - for standard input.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string> _data = new("--data")
    {
        Description = "Folder of the private PostgreSQL with the customers; no run may be on in it.",
        HelpName = "DIR",
        DefaultValueFactory = _ => ".data",
    };

    private readonly Option<string?> _kafka = new("--kafka")
    {
        Description = "A Kafka whose consumers are elsewhere; needs --postgres, where they store. By default broker and consumer are in this process.",
        HelpName = "HOST:PORT",
    };

    private readonly Option<string?> _postgres = new("--postgres")
    {
        Description = "A PostgreSQL to use instead of a private one: an Npgsql connection string.",
        HelpName = "CONNECTION-STRING",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print the account as one JSON document." };
    private readonly TableOptionValues _table = new();

    public Command Create()
    {
        var command = new Command("ingest", "Send a bank's history of transactions through the topic, and account for every row of it.")
        {
            _transactions, _data, _kafka, _postgres, _json,
        };
        _table.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var settings = Read(parsed.CommandResult);
            UsageException.ThrowIfAny(Problems(settings, parsed.CommandResult));
            using var signals = new StopSignals();
            return await new IngestRun(settings, signals).RunAsync();
        });
        return command;
    }

    private IngestSettings Read(CommandResult result) => new()
    {
        Transactions = result.GetValue(_transactions)!,
        Table = _table.Read(result),
        DataFolder = result.GetValue(_data)!,
        Kafka = result.GetValue(_kafka),
        Postgres = result.GetValue(_postgres),
        Json = result.GetValue(_json),
    };

    private IEnumerable<string> Problems(IngestSettings settings, CommandResult result)
    {
        if (settings.Kafka is { } kafka && RunSettingsRules.KafkaProblem(kafka) is { } problem)
        {
            yield return problem;
        }

        if (settings is { Kafka: not null, Postgres: null })
        {
            yield return "--kafka needs --postgres CONNECTION-STRING: the database that the consumers of that Kafka store in.";
        }

        if (settings.Postgres is not null && result.GetResult(_data) is { Implicit: false })
        {
            yield return "--data and --postgres name two databases: leave one of them out.";
        }

        foreach (var wrong in RunEnvironment.Kafka().Problems())
        {
            yield return wrong;
        }
    }
}
