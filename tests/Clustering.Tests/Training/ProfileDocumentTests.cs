using System.Text.Json.Nodes;
using SegmentationUpdates.Clustering.Explanation;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Tests.Explanation;

public class ProfileDocumentTests
{
    private static readonly FeatureMatrix Data = SyntheticCustomers.With(SyntheticCustomers.Bank(800, seed: 5), "debt", _ => 7);
    private static readonly TrainingResult Result = new SegmentationTrainer(new ClusteringOptions { Restarts = 2 }).Train(Data);

    [Fact]
    public void Deviations_are_from_all_customers_in_their_standard_deviations()
    {
        var limits = Result.Model.Scaler.Columns[0];
        var income = Enumerable.Range(0, 800).Select(i => Math.Clamp(Data.Row(i)[0], limits.Lower, limits.Upper)).ToArray();
        var deviation = Math.Sqrt(income.Average(x => x * x) - (income.Average() * income.Average()));

        Assert.Equal(Enumerable.Range(0, 800).Average(i => Data.Row(i)[0]), Result.Means[0], 1e-6);
        Assert.Equal(deviation, Result.StandardDeviations[0], 1e-6);
        Assert.Equal(income.Average(), Result.Model.Baselines![0].Mean, 1e-6);
        Assert.Equal(deviation, Result.Model.Baselines[0].StandardDeviation, 1e-6);
        Assert.All(Result.Profiles, p =>
        {
            var mean = income.Where((_, i) => Result.Segments[i] == p.Index).Average();
            Assert.Equal((mean - income.Average()) / deviation, p.Deviations[0], 1e-9);
        });
    }

    [Fact]
    public void Deviations_weighted_by_customers_cancel_and_a_constant_does_not_deviate()
    {
        for (var j = 0; j < Data.Columns; j++)
        {
            Assert.Equal(0, Result.Profiles.Sum(p => p.Share * p.Deviations[j]), 1e-9);
        }

        Assert.All(Result.Profiles, p => Assert.Equal(0, p.Deviations[2]));
    }

    [Fact]
    public void Each_segment_has_its_sentence() => Assert.All(
        Result.Profiles, p => Assert.Equal(SegmentSentence.For(Result.Model.FeatureNames, p.Deviations), p.Sentence));

    [Fact]
    public void A_document_survives_the_round_trip_exactly()
    {
        var document = ProfileDocument.From(Result);
        var json = document.ToJson();
        var back = ProfileDocument.FromJson(json);

        Assert.Equal(json, back.ToJson());
        Assert.Equal(Result.Profiles.Select(p => p.Label), back.Segments.Select(p => p.Label));
        Assert.Equal(Result.Profiles[1].Deviations, back.Segments[1].Deviations);
        Assert.Equal(
            ["version", "customers", "features", "means", "standard_deviations", "segments"],
            JsonNode.Parse(json)!.AsObject().Select(p => p.Key));
        Assert.Equal(
            ["index", "label", "size", "share", "means", "scaled_means", "rank_score", "deviations", "sentence", "medians", "interquartile_ranges"],
            JsonNode.Parse(json)!["segments"]![0]!.AsObject().Select(p => p.Key));
    }

    [Theory]
    [InlineData("{}", "cannot be read")]
    [InlineData("null", "version")]
    [InlineData("""{"version":9,"customers":0,"features":[],"means":[],"standard_deviations":[],"segments":[]}""", "version 9")]
    public void A_malformed_document_is_refused_with_what_is_wrong(string json, string what) => Assert.Contains(
        what, Assert.Throws<InvalidDataException>(() => ProfileDocument.FromJson(json)).Message, StringComparison.Ordinal);
}
