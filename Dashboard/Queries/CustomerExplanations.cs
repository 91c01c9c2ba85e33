using Npgsql;
using SegmentationUpdates.Clustering.Explanation;
using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Dashboard.Feed;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>Says why customers are in their segments, by the active model and their current features.</summary>
public sealed class CustomerExplanations(NpgsqlDataSource source, ActiveModel active, SegmentNameBoard? names = null)
{
    /// <returns>Null for a customer that does not exist, and before the first model.</returns>
    /// <exception cref="InvalidDataException">The stored model is damaged.</exception>
    public async Task<ExplainedCustomer?> ExplainAsync(int customerId, CancellationToken cancellationToken = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (await active.GetAsync(connection, cancellationToken) is not { } stored)
        {
            return null;
        }

        var model = stored.Model;
        await using var command = new NpgsqlCommand(FeatureQuery.ByIds(model.FeatureNames), connection)
        {
            Parameters = { new() { Value = model.Labels.ToArray() }, new() { Value = (int[])[customerId] } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var row = new double[model.FeatureNames.Count];
        FeatureQuery.ReadFeatures(reader, row);
        var current = FeatureQuery.ReadSegment(reader);
        return new ExplainedCustomer(stored.Version, stored.SwitchMargin, Named(model).Explain(row, current, stored.SwitchMargin));
    }

    // Its sentences go to people. Names that are of another model, for a moment after an activation, need not be distinct here.
    private SegmentationModel Named(SegmentationModel model)
    {
        string[] called = [.. model.Labels.Select(key => names?.NameOf(key) ?? key)];
        return called.Distinct(StringComparer.Ordinal).Count() == called.Length ? model.WithLabels(called) : model;
    }
}

/// <summary>Why a customer is where it is.</summary>
/// <param name="ModelVersion">By which model.</param>
/// <param name="SwitchMargin">How much nearer another segment must be before a customer moves.</param>
/// <param name="Explanation">The model's own, with the segments' names for labels.</param>
public sealed record ExplainedCustomer(long ModelVersion, double SwitchMargin, CustomerExplanation Explanation);
