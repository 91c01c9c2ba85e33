using System.Data;
using Npgsql;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Trainer.Reclustering;

/// <summary>Reads every customer's features for a training.</summary>
internal static class CustomerFeatures
{
    /// <summary>One row a customer, in no particular order; as of one moment.</summary>
    public static async Task<FeatureMatrix> ReadAsync(
        NpgsqlConnection connection, IReadOnlyList<string> features, CancellationToken cancellationToken)
    {
        // One snapshot for both statements: the count is exact, and a million customers need one array and no copy of it.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using var count = new NpgsqlCommand("SELECT count(*) FROM customer_segments", connection);
        var values = new double[(long)(await count.ExecuteScalarAsync(cancellationToken))! * features.Count];

        await using var copy = await connection.BeginBinaryExportAsync(
            $"COPY ({FeatureQuery.FeaturesOnly(features)}) TO STDOUT (FORMAT BINARY)", cancellationToken);
        for (var i = 0; await copy.StartRowAsync(cancellationToken) != -1;)
        {
            for (var end = i + features.Count; i < end; i++)
            {
                values[i] = copy.Read<double>();
            }
        }

        return new FeatureMatrix(features, values);
    }
}
