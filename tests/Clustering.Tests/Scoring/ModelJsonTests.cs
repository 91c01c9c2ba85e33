using System.Text.Json.Nodes;
using CsCheck;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Tests.Scoring;

public class ModelJsonTests
{
    [Fact]
    public void A_model_survives_the_round_trip_exactly() =>
        RandomModels.WithRows.Sample(sample =>
        {
            var model = sample.Model;
            var back = SegmentationModel.FromJson(model.ToJson());

            Assert.Equal(model.Scaler.Columns, back.Scaler.Columns);
            Assert.Equal(model.Labels, back.Labels);
            Assert.Equal(model.Centroids.ToArray().Select(BitConverter.DoubleToInt64Bits), back.Centroids.ToArray().Select(BitConverter.DoubleToInt64Bits));
            Assert.Equal(model.MeanSquaredDistance, back.MeanSquaredDistance);
            for (var i = 0; i < sample.Rows.Rows; i++)
            {
                Assert.Equal(model.Assign(sample.Rows.Row(i)), back.Assign(sample.Rows.Row(i)));
            }
        }, iter: 200);

    [Fact]
    public void Extreme_numbers_survive_and_no_negative_zero_is_written()
    {
        double[] centroids = [double.Epsilon, -1e-310, .1 + .2, -0.0, 1e140, Math.BitIncrement(1.0)];
        var model = new SegmentationModel(new FeatureScaler([new("x", -0.0, 1e300, -0.0, 1e-3)]), centroids, ["a", "b", "c", "d", "e", "f"], 0);
        var json = model.ToJson();

        Assert.Equal(centroids, SegmentationModel.FromJson(json).Centroids.ToArray());
        Assert.DoesNotContain("-0,", json, StringComparison.Ordinal);
        Assert.DoesNotContain("[-0]", json, StringComparison.Ordinal);
    }

    [Fact]
    public void The_document_is_in_snake_case()
    {
        var document = JsonNode.Parse(RandomModels.Create(2, 1, seed: 1).ToJson())!.AsObject();

        Assert.Equal(
            ["version", "features", "labels", "centroids", "mean_squared_distance"], document.Select(p => p.Key));
        Assert.Equal(["name", "lower", "upper", "center", "scale"], document["features"]![0]!.AsObject().Select(p => p.Key));
    }

    [Fact]
    public void A_trained_model_carries_medians_and_baselines_and_they_survive_exactly()
    {
        var data = SyntheticCustomers.Bank(500, seed: 3);
        var model = new SegmentationTrainer(new ClusteringOptions()).Train(data, TestContext.Current.CancellationToken).Model;
        var json = model.ToJson();
        var document = JsonNode.Parse(json)!.AsObject();
        var back = SegmentationModel.FromJson(json);

        Assert.Equal(["version", "features", "labels", "centroids", "mean_squared_distance", "baselines", "joint_baseline", "unusual_distances"],
            document.Select(p => p.Key));
        Assert.Equal(["name", "lower", "upper", "center", "scale", "median"], document["features"]![0]!.AsObject().Select(p => p.Key));
        Assert.Equal(["mean", "standard_deviation", "bin_edges", "bin_shares"], document["baselines"]![0]!.AsObject().Select(p => p.Key));
        Assert.Equal(
            [
                "rows", "centers", "deviations", "means", "products", "product_variances", "missing_shares", "distance_variance", "stranger_distance",
                "stranger_share",
            ],
            document["joint_baseline"]!.AsObject().Select(p => p.Key));
        Assert.Equal(json, back.ToJson());
        Assert.Equal(9, back.Baselines!.Count);
    }

    [Fact]
    public void A_document_of_version_1_is_read_without_medians_and_baselines()
    {
        var model = SegmentationModel.FromJson(
            """{"version":1,"features":[{"name":"x","lower":0,"upper":10,"center":4,"scale":2}],"labels":["a","b"],"centroids":[[-1],[2]],"mean_squared_distance":0.5}""");

        Assert.Null(model.Baselines);
        Assert.Null(model.Scaler.Columns[0].Median);
        Assert.Equal(new Assignment(1, .25), model.Assign([7]));
    }

    [Fact]
    public void The_order_of_keys_and_unknown_keys_do_not_matter()
    {
        var model = RandomModels.Create(3, 4, seed: 5);
        var document = JsonNode.Parse(model.ToJson())!.AsObject();
        var shuffled = new JsonObject(document.Reverse().Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone()))) { ["comment"] = "new" };

        Assert.Equal(model.ToJson(), SegmentationModel.FromJson(shuffled.ToJsonString()).ToJson());
    }

    [Theory]
    [InlineData("", "cannot be read")]
    [InlineData("null", "null")]
    [InlineData("[]", "cannot be read")]
    [InlineData("""{"version":1}""", "features")]
    [InlineData("""{"version":3,"features":[],"labels":[],"centroids":[],"mean_squared_distance":0}""", "version 3")]
    [InlineData("""{"version":0,"features":[],"labels":[],"centroids":[],"mean_squared_distance":0}""", "version 0")]
    [InlineData("""{"version":2,"features":[{"name":"x","lower":0,"upper":1,"center":0,"scale":1,"median":1e999}],"labels":["a"],"centroids":[[1]],"mean_squared_distance":0}""", "median")]
    [InlineData("""{"version":2,"features":[{"name":"x","lower":0,"upper":1,"center":0,"scale":1}],"labels":["a"],"centroids":[[1]],"mean_squared_distance":0,"baselines":[]}""", "baselines")]
    [InlineData("""{"version":2,"features":[{"name":"x","lower":0,"upper":1,"center":0,"scale":1}],"labels":["a"],"centroids":[[1]],"mean_squared_distance":0,"baselines":[null]}""", "null")]
    [InlineData("""{"version":2,"features":[{"name":"x","lower":0,"upper":1,"center":0,"scale":1}],"labels":["a"],"centroids":[[1]],"mean_squared_distance":0,"baselines":[{"mean":0,"standard_deviation":-1,"bin_edges":[],"bin_shares":[1]}]}""", "standard deviation")]
    [InlineData("""{"version":2,"features":[{"name":"x","lower":0,"upper":1,"center":0,"scale":1}],"labels":["a"],"centroids":[[1]],"mean_squared_distance":0,"baselines":[{"mean":0,"standard_deviation":1,"bin_edges":[1,1],"bin_shares":[1,0,0]}]}""", "ascend")]
    [InlineData("""{"version":2,"features":[{"name":"x","lower":0,"upper":1,"center":0,"scale":1}],"labels":["a"],"centroids":[[1]],"mean_squared_distance":0,"baselines":[{"mean":0,"standard_deviation":1,"bin_edges":[1],"bin_shares":[1]}]}""", "shares")]
    [InlineData("""{"version":1,"features":[null],"labels":[],"centroids":[],"mean_squared_distance":0}""", "null")]
    [InlineData("""{"version":1,"features":null,"labels":[],"centroids":[],"mean_squared_distance":0}""", "cannot be read")]
    [InlineData("""{"version":1,"features":[],"labels":["a"],"centroids":[[]],"mean_squared_distance":0}""", "column")]
    [InlineData("""{"version":1,"features":[{"name":"x","lower":0,"upper":1,"center":0,"scale":1}],"labels":["a","b"],"centroids":[[1]],"mean_squared_distance":0}""", "2 labels but 1 centroids")]
    [InlineData("""{"version":1,"features":[{"name":"x","lower":0,"upper":1,"center":0,"scale":1}],"labels":["a"],"centroids":[[1,2]],"mean_squared_distance":0}""", "2 coordinates in centroid 0")]
    [InlineData("""{"version":1,"features":[{"name":"x","lower":0,"upper":1,"center":0,"scale":0}],"labels":["a"],"centroids":[[1]],"mean_squared_distance":0}""", "'x'")]
    [InlineData("""{"version":1,"features":[{"name":"x","lower":0,"upper":1,"center":0}],"labels":["a"],"centroids":[[1]],"mean_squared_distance":0}""", "scale")]
    [InlineData("""{"version":1,"features":[{"name":"x","lower":0,"upper":1,"center":0,"scale":1}],"labels":["a"],"centroids":[[1e999]],"mean_squared_distance":0}""", "finite")]
    [InlineData("""{"version":1,"features":[{"name":"x","lower":0,"upper":1,"center":0,"scale":1}],"labels":["a"],"centroids":[["1"]],"mean_squared_distance":0}""", "cannot be read")]
    [InlineData("""{"version":1,"features":[{"name":"x","lower":0,"upper":1,"center":0,"scale":1}],"labels":["a","a"],"centroids":[[1],[2]],"mean_squared_distance":0}""", "twice")]
    public void A_malformed_document_is_refused_with_what_is_wrong(string json, string what)
    {
        var exception = Assert.Throws<InvalidDataException>(() => SegmentationModel.FromJson(json));

        Assert.Contains(what, exception.Message, StringComparison.Ordinal);
    }
}
