using Npgsql;
using SegmentationUpdates.Dashboard.Display;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>
/// The same few hundred customers, read again each second: enough to see the shape of the whole, few enough to draw. They are
/// chosen by a hash of their ids, so every process shows the same ones.
/// </summary>
public sealed class CustomerSample(NpgsqlDataSource source, TimeProvider time, ILogger<CustomerSample> logger)
    : SharedReading<IReadOnlyList<SampledCustomer>>(TimeSpan.FromSeconds(1), logger)
{
    public const int Size = 700;

    private static readonly TimeSpan ChosenFor = TimeSpan.FromMinutes(10);
    private int[] _ids = [];
    private DateTimeOffset _chosen = DateTimeOffset.MinValue;

    /// <summary>What is known of each.</summary>
    public static IReadOnlyList<FeatureText> Columns { get; } = [.. FeatureText.All.Where(f => f.Unit != FeatureUnit.YesOrNo)];

    protected override async Task<IReadOnlyList<SampledCustomer>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var now = time.GetUtcNow();
        if (_ids.Length == 0 || now - _chosen > ChosenFor)
        {
            _ids = await ChooseAsync(connection, cancellationToken);
            _chosen = now;
        }

        await using var command = new NpgsqlCommand(
            $"""
            SELECT customer_id, {ExternalIds.Column("customer_segments")}, segment,
              {string.Join(", ", Columns.Select(feature => $"({CustomerFigures.Expression(feature.Column, CustomerFigures.StoredDays)})::FLOAT"))}
            FROM customer_segments
            WHERE customer_id = ANY ($1)
            ORDER BY customer_id
            """,
            connection)
        {
            Parameters = { new() { Value = _ids } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var customers = new List<SampledCustomer>(_ids.Length);
        while (await reader.ReadAsync(cancellationToken))
        {
            var values = new double[Columns.Count];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = reader.GetDouble(i + 3);
            }

            customers.Add(new SampledCustomer(reader.GetInt32(0), reader.TextOrNull(1), reader.TextOrNull(2), values));
        }

        return customers;
    }

    // Of a large table only some pages, about four times what is needed: the rest is not worth reading for a picture.
    private static async Task<int[]> ChooseAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var estimate = new NpgsqlCommand(
            "SELECT reltuples::FLOAT FROM pg_class WHERE oid = 'customer_segments'::REGCLASS", connection);
        var rows = (double)(await estimate.ExecuteScalarAsync(cancellationToken))!;
        var pages = rows > 100 * Size ? $"TABLESAMPLE SYSTEM ({400.0 * Size / rows:0.######}) REPEATABLE (0)" : "";
        await using var command = new NpgsqlCommand(
            $"SELECT customer_id FROM customer_segments {pages} ORDER BY hashint4(customer_id), customer_id LIMIT {Size}", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ids = new List<int>(Size);
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetInt32(0));
        }

        return [.. ids];
    }
}
