using Npgsql;

namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>A database transaction that has inserted a batch and holds the active model; disposing it without a commit undoes it.</summary>
/// <param name="Transaction">Open.</param>
/// <param name="ModelVersion">The model that stays active until the transaction ends; null when there is none yet.</param>
/// <param name="Inserted">Transactions that were new.</param>
/// <param name="UnknownCustomers">Customers whose transactions were left out.</param>
/// <param name="ErasedCustomers">Likewise, and whose transactions are not to be kept anywhere.</param>
/// <param name="Conflicts">Places in the batch of those whose id is stored with something else.</param>
internal sealed record Insertion(
    NpgsqlTransaction Transaction,
    long? ModelVersion,
    int Inserted,
    IReadOnlySet<int> UnknownCustomers,
    IReadOnlySet<int> ErasedCustomers,
    IReadOnlyList<int> Conflicts) : IDisposable
{
    public void Dispose() => Transaction.Dispose();
}
