using System.Text.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using SegmentationUpdates.Dashboard.Settings;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Dashboard.Erasures;

/// <summary>
/// The erasures in a file outside the database, a line of JSON each. A restored backup brings back whoever was erased after it, and the list of
/// the erased is in the same backup: this one says who has to go again. It catches up with the database, whoever erased, so that one that could
/// not be written is written later. Nothing without <see cref="DashboardOptions.ErasureLog"/>. Thread-safe.
/// </summary>
public sealed partial class ErasureLog(NpgsqlDataSource source, IOptions<DashboardOptions> options, ILogger<ErasureLog> logger) : IDisposable
{
    private readonly SemaphoreSlim _writing = new(1);
    private HashSet<(int, DateTime)>? _written;

    /// <summary>Writes what is missing. An error is said in the log of the program: the erasure itself is done.</summary>
    /// <param name="cancellationToken">What was written by then stays.</param>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        if (options.Value.ErasureLog is not { } file)
        {
            return;
        }

        await _writing.WaitAsync(cancellationToken);
        try
        {
            _written ??= [.. await ErasureLogFile.ReadAsync(file, cancellationToken)];
            var missing = (await ErasedAsync(cancellationToken)).FindAll(erasure => !_written.Contains((erasure.CustomerId, erasure.ErasedAt)));
            if (missing.Count > 0)
            {
                await ErasureLogFile.AppendAsync(file, missing, cancellationToken);
                _written.UnionWith(missing.Select(erasure => (erasure.CustomerId, erasure.ErasedAt)));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            LogNotWritten(file, e.Message);
        }
        catch (Exception e) when (DatabaseErrors.IsTransient(e))
        {
            LogNotRead(e.GetBaseException().Message);
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose() => _writing.Dispose();

    private async Task<List<Erasure>> ErasedAsync(CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            $"SELECT customer_id, erased_at, done_by, {ExternalIds.Column("erased_customers")} FROM erased_customers ORDER BY erasure_id");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var erased = new List<Erasure>();
        while (await reader.ReadAsync(cancellationToken))
        {
            erased.Add(new Erasure(reader.GetInt32(0), reader.GetDateTime(1), reader.TextOrNull(2), reader.TextOrNull(3)));
        }

        return erased;
    }

    [LoggerMessage(1, LogLevel.Error,
        "The list of erasures {File} cannot be written ({Reason}): a backup that is restored now would bring customers back. It is tried again every minute")]
    private partial void LogNotWritten(string file, string reason);

    [LoggerMessage(2, LogLevel.Warning, "The list of erasures is not up to date, because the database does not answer ({Reason})")]
    private partial void LogNotRead(string reason);
}
