using Npgsql;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Dashboard.Feed;

/// <summary>How many customers are in each segment. Customers without one count under the name null.</summary>
internal sealed class SegmentSizes
{
    private readonly Dictionary<(bool HasName, string Name), long> _customers = [];

    private SegmentSizes()
    {
    }

    public static SegmentSizes None => new();

    public long Total => _customers.Values.Sum();

    /// <summary>The last change of segment that is in the sizes.</summary>
    public long LastChange { get; private init; }

    public static async Task<SegmentSizes> CountAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("SELECT COALESCE(max(change_id), 0) FROM segment_changes"),
                new NpgsqlBatchCommand("SELECT segment, count(*) FROM customer_segments GROUP BY segment"),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var sizes = new SegmentSizes { LastChange = reader.GetInt64(0) };
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            sizes._customers[Key(reader.TextOrNull(0))] = reader.GetInt64(1);
        }

        return sizes;
    }

    /// <summary>Customers who were not there before.</summary>
    public void Add(string? segment, long customers) =>
        _customers[Key(segment)] = _customers.GetValueOrDefault(Key(segment)) + customers;

    public void Move(string? from, string? to, long customers)
    {
        _customers[Key(from)] = _customers.GetValueOrDefault(Key(from)) - customers;
        Add(to, customers);
    }

    /// <param name="labels">The model's segments: first, in this order, also when empty.</param>
    /// <param name="change">Of a segment's size in the last minute.</param>
    public IReadOnlyList<SegmentState> States(IReadOnlyList<string> labels, Func<string?, long> change)
    {
        var total = Math.Max(1, Total);
        var others = _customers
            .Where(size => size.Value > 0 && size.Key.HasName && !labels.Contains(size.Key.Name))
            .Select(size => size.Key.Name)
            .Order(StringComparer.Ordinal);
        var names = labels.Concat(others).ToList<string?>();
        if (_customers.GetValueOrDefault(Key(null)) > 0)
        {
            names.Add(null);
        }

        return
        [
            .. names.Select(name =>
            {
                var customers = Math.Max(0, _customers.GetValueOrDefault(Key(name)));
                return new SegmentState(name, customers, (double)customers / total, change(name));
            }),
        ];
    }

    // A dictionary takes no null for a key.
    private static (bool HasName, string Name) Key(string? name) => (name is not null, name ?? "");
}
