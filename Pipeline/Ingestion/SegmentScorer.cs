using Npgsql;
using SegmentationUpdates.Pipeline.Reclustering;
using SegmentationUpdates.Pipeline.Storage;

namespace SegmentationUpdates.Pipeline.Ingestion;

/// <summary>
/// Puts the customers that a batch touched where the active model says, from their profiles as the batch left them. Only those whose
/// segment changes are written.
/// </summary>
internal sealed class SegmentScorer(ActiveModels models)
{
    /// <param name="connection">In the transaction that touched the customers and holds the model.</param>
    /// <param name="modelVersion">Null before the first model: nobody is scored.</param>
    /// <param name="customerIds">Each once; those that do not exist are left out.</param>
    public ScoredCustomers Rescore(NpgsqlConnection connection, long? modelVersion, IReadOnlySet<int> customerIds)
    {
        using var activity = IngestionTelemetry.Source.StartActivity("score customers");
        var model = modelVersion is { } version ? models.Get(connection, version) : null;
        var features = model is null ? [] : model.FeatureNames;
        var known = new HashSet<int>(customerIds.Count);
        var changed = new SegmentAssignments();

        using (var command = new NpgsqlCommand(FeatureQuery.ByIds(features), connection))
        {
            command.Parameters.Add(new() { Value = customerIds.ToArray() });
            using var reader = command.ExecuteReader();
            Span<double> row = stackalloc double[features.Count];
            while (reader.Read())
            {
                var customerId = reader.GetInt32(FeatureQuery.CustomerId);
                known.Add(customerId);
                if (model is null)
                {
                    continue;
                }

                FeatureQuery.ReadFeatures(reader, row);
                var segment = model.Labels[model.Assign(row).Segment];
                if (!reader.IsSegment(segment))
                {
                    changed.Add(customerId, segment);
                }
            }
        }

        var changes = changed.Count == 0 ? 0 : changed.Write(connection, SegmentChangeReason.Transactions, modelVersion!.Value);
        activity?.SetTag("segmentation.model.version", modelVersion);
        activity?.SetTag("segmentation.customers", known.Count);
        activity?.SetTag("segmentation.segment.changes", changes);
        return new ScoredCustomers(known, changes);
    }
}
