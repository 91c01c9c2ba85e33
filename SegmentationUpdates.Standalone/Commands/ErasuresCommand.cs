using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Npgsql;
using SegmentationUpdates.Dashboard.Erasures;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Standalone.Running;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>After a restore: erases again whom the dashboard's list names and the backup brought back.</summary>
internal sealed class ErasuresCommand
{
    private readonly DatabaseConnection _database = new();

    private readonly Argument<string> _file = new("FILE") { Description = "The list that the dashboard keeps (Segmentation:Dashboard:ErasureLog)." };

    public Command Create()
    {
        var repeat = new Command("repeat", "Erase again whom the list names and the database has not erased since, all of them or none.") { _file };
        _database.AddTo(repeat);
        repeat.SetAction(async (parsed, _) =>
        {
            using var signals = new StopSignals();
            return await RepeatAsync(parsed.CommandResult, signals.Stop);
        });
        return new Command("erasures", "Keep erased customers erased after a restore.") { repeat };
    }

    private async Task<int> RepeatAsync(CommandResult result, CancellationToken cancellationToken)
    {
        IReadOnlyList<Erasure> erasures;
        try
        {
            erasures = await ErasureLogFile.LoadAsync(result.GetValue(_file)!, cancellationToken);
        }
        catch (JsonException e)
        {
            throw new CommandException($"{e.Message}: correct the line, nothing was erased", e);
        }

        return await _database.UseAsync(
            result,
            async settings =>
            {
                await using var connection = new NpgsqlConnection(settings.ConnectionString);
                await connection.OpenAsync(cancellationToken);
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                var repeated = 0;
                foreach (var erasure in erasures)
                {
                    repeated += await RepeatAsync(connection, erasure, cancellationToken) ? 1 : 0;
                }

                await transaction.CommitAsync(CancellationToken.None);
                Console.WriteLine($"{repeated:N0} of {erasures.Count:N0} erasures repeated; the database knew the others");
                return ExitCode.Success;
            },
            cancellationToken);
    }

    private static async Task<bool> RepeatAsync(NpgsqlConnection connection, Erasure erasure, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT repeat_erasure({(erasure.ExternalId is null ? "$1" : "(number_customers(ARRAY[$4]))[1]")}, $2, $3)", connection)
        {
            Parameters =
            {
                new() { Value = erasure.CustomerId },
                new() { Value = DateTime.SpecifyKind(erasure.ErasedAt, DateTimeKind.Utc) },
                new() { Value = erasure.DoneBy ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
            },
        };
        if (erasure.ExternalId is { } id)
        {
            command.Parameters.Add(new() { Value = id });
        }

        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
