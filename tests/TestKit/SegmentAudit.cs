using SegmentationUpdates.Clustering.Scoring;

namespace SegmentationUpdates.TestKit;

/// <summary>Checks the promise that every customer is in the segment that the active model gives the stored profile.</summary>
internal static class SegmentAudit
{
    public static Task<SegmentationModel> ActiveModelAsync(this TestDatabase database) => database.ModelAsync("is_active");

    public static async Task<SegmentationModel> ModelAsync(this TestDatabase database, string condition) => SegmentationModel.FromJson(
        await database.ScalarAsync<string>($"SELECT parameters::TEXT FROM clustering_models WHERE {condition}"));

    /// <summary>
    /// Looks at every row; shows those that are wrong. With a switch margin more than one segment may be right: what counts is that the model
    /// would leave the customer there.
    /// </summary>
    public static async Task AssertSegmentsAsync(this TestDatabase database)
    {
        var model = await database.ActiveModelAsync();
        var margin = await database.ScalarAsync<double>("SELECT switch_margin FROM clustering_models WHERE is_active");
        var labels = model.Labels.ToList();
        var features = string.Join(", ", model.FeatureNames.Select(name => $"{name}::FLOAT"));
        var rows = await database.QueryAsync(
            $"SELECT customer_id, segment, {features} FROM customer_segments",
            reader => (
                Id: reader.GetInt32(0),
                Segment: labels.IndexOf(reader.OrNull<string>(1) ?? ""),
                Features: Enumerable.Range(2, model.FeatureNames.Count).Select(reader.GetDouble).ToArray()));

        Assert.NotEmpty(rows);
        var wrong = rows.Where(row => row.Segment < 0 || !model.Accepts(row.Features, row.Segment, margin)).Select(row => row.Id).ToList();
        if (wrong.Count > 0)
        {
            Assert.Fail($"""
                {wrong.Count} of {rows.Count} customers are not where the active model says: {string.Join(", ", wrong.Take(10))}
                {await database.ScalarAsync<string>(
                    "SELECT format('model %s (%s), activated %s, applied %s', model_version, reason, activated_at, applied_at) FROM clustering_models WHERE is_active")}
                """);
        }
    }

    /// <summary>How many models there are.</summary>
    public static Task<long> ModelsAsync(this TestDatabase database) => database.CountAsync("clustering_models");

    /// <summary>Waits until so many models have been trained and the active one is applied.</summary>
    public static Task WaitForModelsAsync(this TestDatabase database, int models = 1) => Eventually.TrueAsync(
        () => database.ScalarAsync<bool>(
            """
            SELECT count(*) >= $1 AND COALESCE(bool_or(is_active AND applied_at IS NOT NULL), FALSE)
            FROM clustering_models
            """,
            models),
        $"{models} models are trained and the last is applied");
}
