using System.Globalization;
using Npgsql;
using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Storage;
using SegmentationUpdates.Storage.Models;

namespace SegmentationUpdates.Verification;

/// <summary>
/// Compares what the database holds with itself, each part as of one moment, while transactions come in: profiles with the transactions that
/// made them, segments with the active model, and segments with the changes that led to them.
/// </summary>
internal sealed class DatabaseVerification(NpgsqlConnection connection)
{
    private const string Profiles = "profiles are the sum of their transactions";
    private const string Segments = "segments are those of the active model";
    private const string Changes = "the last change of each customer leads to the present segment";

    /// <summary>Every profile, computed again by <c>verify_profiles()</c>.</summary>
    public async Task<VerifiedPart> ProfilesAsync(CancellationToken cancellationToken)
    {
        var differences = new Differences(Profiles);
        await using var command = Command(
            """
            SELECT
              customer_id, num_transactions, expected_num_transactions, avg_transaction_amt, expected_avg_transaction_amt, total,
              abs(decayed_amount - expected_decayed_amount) > 1e-9 * expected_decayed_amount
                OR abs(decayed_transactions - expected_decayed_transactions) > 1e-9 * expected_decayed_transactions,
              decayed_amount / NULLIF(decayed_transactions, 0), expected_decayed_amount / NULLIF(expected_decayed_transactions, 0)
            FROM (SELECT count(*) AS total FROM customer_segments) customers
            LEFT JOIN verify_profiles() ON TRUE
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (differences.ToPart().Compared == 0)
            {
                differences.Compare(reader.GetInt64(5));
            }

            if (!reader.IsDBNull(0))
            {
                var isDecay = !reader.IsDBNull(6) && reader.GetBoolean(6);
                differences.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"customer {reader.GetInt32(0)} has {reader.GetValue(1)} transactions of {reader.GetValue(3)} on average"
                        + $"{(isDecay ? $", lately of {Shown(7)}" : "")}; the rows make it {Shown(2)} of {Shown(4)}"
                        + $"{(isDecay ? $", lately of {Shown(8)}; its decayed sums differ" : "")}"));
            }
        }

        return differences.ToPart();

        object Shown(int column) => reader.IsDBNull(column) ? "none" : reader.GetValue(column);
    }

    /// <summary>Every customer, scored again. A customer near a border may stay where the model's margin allows it.</summary>
    public async Task<VerifiedPart> SegmentsAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        await using var active = Command("SELECT model_version, applied_at IS NOT NULL FROM clustering_models WHERE is_active");
        long version;
        await using (var reader = await active.ExecuteReaderAsync(cancellationToken))
        {
            if (!await reader.ReadAsync(cancellationToken))
            {
                return VerifiedPart.Skipped(Segments, "there is no model yet");
            }

            version = reader.GetInt64(0);
            if (!reader.GetBoolean(1))
            {
                return VerifiedPart.Skipped(Segments, $"customers are just moving to model {version}: try again");
            }
        }

        var model = new ActiveModels().Get(connection, version);
        var differences = new Differences(Segments);
        await using var customers = Command(FeatureQuery.AsStored(model.Model.FeatureNames), model.Labels);
        await using var rows = await customers.ExecuteReaderAsync(cancellationToken);
        var row = new double[model.Model.FeatureNames.Count];
        while (await rows.ReadAsync(cancellationToken))
        {
            FeatureQuery.ReadFeatures(rows, row);
            var present = FeatureQuery.ReadSegment(rows);
            var right = model.Segment(row, present);
            differences.Compare();
            if (right != present)
            {
                differences.Add($"customer {rows.GetInt32(FeatureQuery.CustomerId)} is in {Name(present)}; model {version} says {Name(right)}");
            }
        }

        return differences.ToPart();

        string Name(int segment) => segment == SegmentationModel.NoSegment ? "none of its segments" : $"'{model.Labels[segment]}'";
    }

    /// <summary>The history of every customer who has one.</summary>
    public async Task<VerifiedPart> ChangesAsync(CancellationToken cancellationToken)
    {
        var differences = new Differences(Changes);
        await using var command = Command(
            """
            SELECT c.customer_id, c.segment, l.change_id, l.to_segment
            FROM customer_segments c
            JOIN (
              SELECT DISTINCT ON (customer_id) customer_id, change_id, to_segment
              FROM segment_changes
              ORDER BY customer_id, change_id DESC
            ) l USING (customer_id)
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (present, last) = (reader.TextOrNull(1), reader.TextOrNull(3));
            differences.Compare();
            if (present != last)
            {
                differences.Add($"customer {reader.GetInt32(0)} is in '{present}'; the last change, {reader.GetInt64(2)}, led to '{last}'");
            }
        }

        return differences.ToPart();
    }

    // A million customers take longer than a command may by default.
    private NpgsqlCommand Command(string sql, string[]? labels = null)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        if (labels is not null)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = labels });
        }

        return command;
    }
}
