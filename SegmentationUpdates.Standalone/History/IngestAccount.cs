namespace SegmentationUpdates.Standalone.History;

/// <summary>What became of the rows of a file. Every row is in one of the figures, and so is every transaction that was sent.</summary>
internal sealed class IngestAccount
{
    private readonly SortedDictionary<string, (long Rows, long Line)> _refused = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _notStored = new(StringComparer.Ordinal);

    /// <summary>Rows read.</summary>
    public long Rows { get; set; }

    /// <summary>Transactions that stood in the file before, under the same id.</summary>
    public long Repeated { get; set; }

    /// <summary>Transactions that were stored already, as they are in the file: not sent.</summary>
    public long StoredBefore { get; set; }

    public long Sent { get; set; }

    /// <summary>Of those sent: Kafka has not acknowledged them.</summary>
    public long Undelivered { get; set; }

    /// <summary>Of those sent: stored as they were sent.</summary>
    public long Stored { get; set; }

    /// <summary>Rows that are no transactions, by reason, with the line of the first.</summary>
    public IReadOnlyDictionary<string, (long Rows, long Line)> Refused => _refused;

    /// <summary>Transactions that were sent and are not stored, by reason.</summary>
    public IReadOnlyDictionary<string, long> NotStored => _notStored;

    /// <summary>Null when everything is accounted for and nothing is missing.</summary>
    public string? Problem
    {
        get
        {
            var rows = Repeated + StoredBefore + Sent + _refused.Values.Sum(refused => refused.Rows);
            var sent = Stored + _notStored.Values.Sum();
            return rows != Rows ? $"{Rows:N0} rows were read, and {rows:N0} are accounted for"
                : sent != Sent ? $"{Sent:N0} transactions were sent, and {sent:N0} are accounted for"
                : _notStored.ContainsKey(StoredTransactions.Missing) ? "not everything that was sent is stored: run it again"
                : null;
        }
    }

    public void Refuse(string reason, long line) =>
        _refused[reason] = _refused.TryGetValue(reason, out var refused) ? (refused.Rows + 1, refused.Line) : (1, line);

    public void Miss(string reason) => _notStored[reason] = _notStored.GetValueOrDefault(reason) + 1;
}
