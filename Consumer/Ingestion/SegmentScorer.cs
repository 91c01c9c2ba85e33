using Npgsql;
using SegmentationUpdates.Storage;
using SegmentationUpdates.Storage.Models;

namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>
/// Puts the customers that a batch touched where the active model says, from their profiles as the batch left them. Only those whose
/// segment changes are written; and not one whom the batch had nothing new for, whose row is not locked, and whom another batch has
/// changed, and scored, meanwhile.
/// </summary>
internal sealed class SegmentScorer(ActiveModels models)
{
    /// <param name="connection">In the transaction that touched the customers and holds the model.</param>
    /// <param name="modelVersion">The active one.</param>
    /// <param name="customerIds">Each once; those that do not exist are left out.</param>
    /// <returns>How many changed their segment.</returns>
    public int Rescore(NpgsqlConnection connection, long modelVersion, IReadOnlySet<int> customerIds)
    {
        using var activity = IngestionTelemetry.StartStep("score customers");
        var model = models.Get(connection, modelVersion);
        var changed = new SegmentAssignments();
        using (var command = new NpgsqlCommand(FeatureQuery.ByIds(model.Model.FeatureNames), connection))
        {
            command.Parameters.Add(new() { Value = model.Labels });
            command.Parameters.Add(new() { Value = customerIds.ToArray() });
            using var reader = command.ExecuteReader();
            Span<double> row = stackalloc double[model.Model.FeatureNames.Count];
            while (reader.Read())
            {
                FeatureQuery.ReadFeatures(reader, row);
                var current = FeatureQuery.ReadSegment(reader);
                var segment = model.Segment(row, current);
                if (segment != current)
                {
                    changed.Add(
                        reader.GetInt32(FeatureQuery.CustomerId),
                        model.Labels[segment],
                        reader.GetFieldValue<uint>(FeatureQuery.RowVersion));
                }
            }
        }

        var changes = changed.Count == 0 ? 0 : changed.Write(connection, SegmentChangeReason.Transactions, modelVersion);
        activity?.SetTag("segmentation.model.version", modelVersion);
        activity?.SetTag("segmentation.customers", customerIds.Count);
        activity?.SetTag("segmentation.segment.changes", changes);
        return changes;
    }
}
