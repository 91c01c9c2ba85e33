using System.CommandLine;
using Npgsql;
using SegmentationUpdates.Standalone.Evaluation;
using SegmentationUpdates.Standalone.Running;
using SegmentationUpdates.Standalone.Views;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Measures on a run's own history whether its segments told what was spent afterwards.</summary>
internal sealed class EvaluateHistoryCommand
{
    private readonly DatabaseConnection _database = new();

    private readonly Option<TimeSpan?> _ago = new("--ago")
    {
        Description = "Take the segments of so long ago, and what was spent since. By default the middle of the history.",
        HelpName = "TIME",
        CustomParser = Durations.Parse,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print the answer as one JSON document." };

    public Command Create()
    {
        var command = new Command("history", "Measure on a running system whether the segments of then tell what was spent since.") { _ago, _json };
        _database.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var signals = new StopSignals();
            return await _database.UseAsync(
                parsed.CommandResult,
                async settings =>
                {
                    await using var connection = new NpgsqlConnection(settings.ConnectionString);
                    await connection.OpenAsync(signals.Stop);
                    var found = await SpendingAfterwards.ReadAsync(connection, parsed.GetValue(_ago), signals.Stop);
                    if (parsed.GetValue(_json))
                    {
                        CommandJson.Write(Console.Out, new { Outcome = "spent since", found.At, found.Report });
                    }
                    else
                    {
                        EvaluateText.Write(Console.Out, found);
                    }

                    return Errors.ExitCode.Success;
                },
                signals.Stop);
        });
        return command;
    }
}
