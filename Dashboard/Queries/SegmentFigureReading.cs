using Npgsql;
using SegmentationUpdates.Clustering.Explanation;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Dashboard.Display;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>
/// What the segments are like, read in one pass over the customers: from now, not from the training of the model.
/// </summary>
public sealed class SegmentFigureReading(
    NpgsqlDataSource source, ActiveModel active, TimeProvider time, ILogger<SegmentFigureReading> logger)
    : SharedReading<SegmentFigures>(TimeSpan.FromSeconds(5), logger)
{
    private const int Largest = 5;

    protected override async Task<SegmentFigures> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var model = await active.GetAsync(connection, cancellationToken);
        var columns = model?.Model.Scaler.Columns
            ?? [.. DefaultFeatures.All.Select(f => new ColumnScaling(f.Name, double.MinValue, double.MaxValue, 0, 1))];
        var rows = await RowsAsync(connection, columns, cancellationToken);
        var largest = await LargestAsync(connection, cancellationToken);
        var all = rows.Find(row => row.IsTotal);
        FeatureText[] features = [.. columns.Select(column => FeatureText.Of(column.Name))];
        if (all is null || all.Customers == 0)
        {
            return new SegmentFigures(time.GetUtcNow().UtcDateTime, model?.Version, features, [], 0, []);
        }

        string[] names = [.. columns.Select(column => column.Name)];
        string?[] labels = [.. model?.Model.Labels ?? []];
        var segments = rows.Where(row => !row.IsTotal)
            .OrderBy(row => row.Segment is null)
            .ThenBy(row => Array.IndexOf(labels, row.Segment))
            .ThenBy(row => row.Segment, StringComparer.Ordinal)
            .Select(row =>
            {
                double[] deviations = [.. row.Clamped.Select((mean, i) => all.Spread[i] > 0 ? (mean - all.Clamped[i]) / all.Spread[i] : 0)];
                return new SegmentFigure
                {
                    Name = row.Segment,
                    Sentence = row.Segment is null ? "Waits for the first model." : SegmentSentence.For(names, deviations),
                    Customers = row.Customers,
                    ShareOfCustomers = (double)row.Customers / all.Customers,
                    Balance = row.Balance,
                    ShareOfBalance = all.Balance == 0 ? 0 : row.Balance / all.Balance,
                    Transactions = row.Transactions,
                    ShareOfTransactions = all.Transactions == 0 ? 0 : row.Transactions / all.Transactions,
                    Means = row.Means,
                    Deviations = deviations,
                    Largest = largest.GetValueOrDefault(row.Segment ?? "", []),
                };
            });
        return new SegmentFigures(
            time.GetUtcNow().UtcDateTime, model?.Version, features, all.Means, all.Customers, [.. segments]);
    }

    private static async Task<List<Row>> RowsAsync(
        NpgsqlConnection connection, IReadOnlyList<ColumnScaling> columns, CancellationToken cancellationToken)
    {
        string[] names = [.. columns.Select(column => Figure(column.Name))];
        var means = names.Select(figure => $"avg({figure})::FLOAT");

        // The limits go as parameters, in pairs.
        string[] clamped = [.. names.Select((figure, i) => $"LEAST(GREATEST(({figure})::FLOAT, ${(2 * i) + 1}), ${(2 * i) + 2})")];
        await using var command = new NpgsqlCommand(
            $"""
            SELECT
              segment, grouping(segment) = 1, count(*), sum(balance), sum(num_transactions::FLOAT),
              {string.Join(", ", means)},
              {string.Join(", ", clamped.Select(value => $"avg({value})"))},
              {string.Join(", ", clamped.Select(value => $"stddev_pop({value})"))}
            FROM customer_segments
            GROUP BY GROUPING SETS ((segment), ())
            """,
            connection);
        foreach (var column in columns)
        {
            command.Parameters.Add(new() { Value = column.Lower });
            command.Parameters.Add(new() { Value = column.Upper });
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<Row>();
        while (await reader.ReadAsync(cancellationToken))
        {
            if (reader.GetInt64(2) == 0)
            {
                continue; // The total of an empty table.
            }

            rows.Add(new Row(
                reader.TextOrNull(0),
                reader.GetBoolean(1),
                reader.GetInt64(2),
                reader.GetDouble(3),
                reader.GetDouble(4),
                Doubles(5),
                Doubles(5 + names.Length),
                Doubles(5 + (2 * names.Length))));
        }

        return rows;

        double[] Doubles(int first) => [.. Enumerable.Range(first, names.Length).Select(reader.GetDouble)];
    }

    private static async Task<Dictionary<string, List<LargeCustomer>>> LargestAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT COALESCE(segment, ''), customer_id, balance, customer_lifetime_value, num_transactions, {ExternalIds.Column("ranked")}
            FROM (
              SELECT *, row_number() OVER (PARTITION BY segment ORDER BY balance DESC, customer_id) AS place
              FROM customer_segments
            ) ranked
            WHERE place <= $1
            ORDER BY segment, place
            """,
            connection)
        {
            Parameters = { new() { Value = Largest } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var largest = new Dictionary<string, List<LargeCustomer>>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            var customer = new LargeCustomer(
                reader.GetInt32(1), reader.TextOrNull(5), reader.GetDouble(2), reader.GetDouble(3), reader.GetInt32(4));
            if (!largest.TryGetValue(reader.GetString(0), out var customers))
            {
                largest[reader.GetString(0)] = customers = [];
            }

            customers.Add(customer);
        }

        return largest;
    }

    // Names come from stored models: only known columns get into SQL.
    private static string Figure(string column) => CustomerFigures.Expression(column, CustomerFigures.StoredDays)
        ?? throw new InvalidDataException($"the active model has the feature '{column}', which is no numeric column of customer_segments");

    private sealed record Row(
        string? Segment, bool IsTotal, long Customers, double Balance, double Transactions, double[] Means, double[] Clamped, double[] Spread);
}
