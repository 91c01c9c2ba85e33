using Npgsql;
using SegmentationUpdates.Messaging.Transactions;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>What a run asks the database about itself, beside what its roles do.</summary>
internal sealed class RunDatabase(string connectionString) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    public NpgsqlDataSource Source => _source;

    /// <summary>A number for this run's producer that no other producer on this database has.</summary>
    public async Task<int> NextProducerNumberAsync(CancellationToken cancellationToken) =>
        (int)await ScalarAsync("SELECT nextval('producer_numbers')", cancellationToken);

    public Task<long> CustomersAsync(CancellationToken cancellationToken) =>
        ScalarAsync("SELECT count(*) FROM customer_segments", cancellationToken);

    /// <summary>The last change of segment; 0 before the first.</summary>
    public Task<long> LastChangeAsync(CancellationToken cancellationToken) =>
        ScalarAsync("SELECT COALESCE(max(change_id), 0) FROM segment_changes", cancellationToken);

    /// <summary>How many moves came after a change; first placements are none.</summary>
    public Task<long> ChangesAfterAsync(long changeId, CancellationToken cancellationToken) =>
        ScalarAsync($"SELECT count(*) FROM segment_changes WHERE change_id > {changeId} AND from_segment IS NOT NULL", cancellationToken);

    /// <summary>0 for none.</summary>
    public Task<long> ActiveModelAsync(CancellationToken cancellationToken) =>
        ScalarAsync("SELECT COALESCE((SELECT model_version FROM clustering_models WHERE is_active), 0)", cancellationToken);

    /// <summary>Transactions that went with their customers, in all.</summary>
    public Task<long> ErasedAsync(CancellationToken cancellationToken) =>
        ScalarAsync("SELECT transactions FROM erasure_totals", cancellationToken);

    /// <summary>How many transactions of one producer are stored, from an id on: counted, not remembered.</summary>
    public Task<long> StoredAsync(int producerNumber, long firstId, CancellationToken cancellationToken) =>
        ScalarAsync(
            $"""
            SELECT count(*)
            FROM live_transaction_data
            WHERE transaction_id >= {firstId}
              AND (transaction_id >> {TransactionIdGenerator.SequenceBits}) & {(1 << TransactionIdGenerator.NumberBits) - 1} = {producerNumber}
            """,
            cancellationToken);

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<long> ScalarAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
