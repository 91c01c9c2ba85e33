using Microsoft.Extensions.Configuration;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Tests.Training;

public class ClusteringOptionsTests
{
    [Fact]
    public void The_defaults_are_valid()
    {
        var options = new ClusteringOptions();

        Assert.Empty(options.Validate());
        Assert.Same(DefaultFeatures.All, options.ResolveFeatures());
    }

    [Fact]
    public void One_setting_chooses_the_features_unless_they_are_named()
    {
        var options = new ClusteringOptions { FeatureSet = FeatureSet.Current };

        Assert.Empty(options.Validate());
        Assert.Same(DefaultFeatures.Current, options.ResolveFeatures());

        options.Features = [new Feature("tenure")];
        Assert.Equal("tenure", Assert.Single(options.ResolveFeatures()).Name);
    }

    public static TheoryData<string, Action<ClusteringOptions>> Mistakes { get; } = new()
    {
        { "Segmentation:Clustering:FeatureSet ", o => o.FeatureSet = (FeatureSet)7 },
        { "Segmentation:Clustering:K ", o => o.K = 0 },
        { "Segmentation:Clustering:K ", o => o.K = 101 },
        { "Segmentation:Clustering:Seed ", o => o.Seed = -1 },
        { "Segmentation:Clustering:SampleSize ", o => o.SampleSize = 1 },
        { "Segmentation:Clustering:Restarts ", o => o.Restarts = 0 },
        { "Segmentation:Clustering:MaxIterations ", o => o.MaxIterations = 0 },
        { "Segmentation:Clustering:PolishIterations ", o => o.PolishIterations = 0 },
        { "Segmentation:Clustering:Tolerance ", o => o.Tolerance = -1 },
        { "Segmentation:Clustering:Tolerance ", o => o.Tolerance = double.NaN },
        { "Segmentation:Clustering:MinK ", o => o.MinK = 0 },
        { "Segmentation:Clustering:MinK ", o => o.MinK = 9 },
        { "Segmentation:Clustering:SmallestShare ", o => o.SmallestShare = -.01 },
        { "Segmentation:Clustering:SmallestShare ", o => o.SmallestShare = .26 },
        { "Segmentation:Clustering:SmallestShare ", o => o.SmallestShare = double.NaN },
        { "Segmentation:Clustering:MaxK ", o => o.MaxK = 101 },
        { "Segmentation:Clustering:Labels ", o => (o.AutoK, o.Labels) = (true, ["one", "two", "three"]) },
        { "Segmentation:Clustering:SwitchMargin ", o => o.SwitchMargin = -.1 },
        { "Segmentation:Clustering:SwitchMargin ", o => o.SwitchMargin = .91 },
        { "Segmentation:Clustering:SwitchMargin ", o => o.SwitchMargin = double.NaN },
        { "Segmentation:Clustering:Labels ", o => o.Labels = ["one", "two"] },
        { "Segmentation:Clustering:Labels ", o => o.Labels = ["one", "two", "two"] },
        { "Segmentation:Clustering:Labels ", o => o.Labels = ["one", "two", ""] },
        { "Segmentation:Clustering:Labels ", o => o.Labels = ["one", "two", new string('x', 51)] },
        { "Segmentation:Clustering:Features:0 ", o => o.Features = [new Feature("", Scaling.Robust)] },
        { "Segmentation:Clustering:Features:1 ", o => o.Features = [new Feature("x", Scaling.Robust), new Feature("x", Scaling.Standard)] },
        { "Segmentation:Clustering:Features:0 ", o => o.Features = [new Feature("x", (Scaling)7)] },
        { "Segmentation:Clustering:Features:0 ", o => o.Features = [new Feature("x", Scaling.Robust, .5, .5)] },
        { "Segmentation:Clustering:Features:0 ", o => o.Features = [new Feature("x", Scaling.Robust, -.1)] },
        { "Segmentation:Clustering:Features:0 ", o => o.Features = [new Feature("x", Scaling.Robust, 0, double.NaN)] },
        { "Segmentation:Clustering:Features:0 ", o => o.Features = [new Feature("x", Scaling.Robust, Weight: double.NaN)] },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void A_mistake_is_reported_with_its_key(string key, Action<ClusteringOptions> mistake)
    {
        var options = new ClusteringOptions();
        mistake(options);

        var problem = Assert.Single(options.Validate());
        Assert.StartsWith(key, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_bind_from_configuration()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Segmentation:Clustering:K"] = "2",
            ["Segmentation:Clustering:AutoK"] = "false",
            ["Segmentation:Clustering:MaxK"] = "12",
            ["Segmentation:Clustering:SwitchMargin"] = "0.1",
            ["Segmentation:Clustering:Tolerance"] = "0.01",
            ["Segmentation:Clustering:Labels:0"] = "gold",
            ["Segmentation:Clustering:Labels:1"] = "silver",
            ["Segmentation:Clustering:Features:0:Name"] = "income",
            ["Segmentation:Clustering:Features:0:Scaling"] = "Standard",
            ["Segmentation:Clustering:Features:1:Name"] = "debt",
            ["Segmentation:Clustering:Features:1:Scaling"] = "Robust",
            ["Segmentation:Clustering:Features:1:UpperQuantile"] = "0.9",
            ["Segmentation:Clustering:Features:1:Weight"] = "-1",
        }).Build();

        var options = configuration.GetSection(ClusteringOptions.SectionName).Get<ClusteringOptions>()!;

        Assert.Empty(options.Validate());
        Assert.Equal((2, .01, 1), (options.K, options.Tolerance, options.Seed));
        Assert.Equal((false, 1, 12, .1), (options.AutoK, options.MinK, options.MaxK, options.SwitchMargin));
        Assert.Equal(["gold", "silver"], options.Labels);
        Assert.Equal([new Feature("income", Scaling.Standard), new Feature("debt", Scaling.Robust, 0, .9, -1)], options.ResolveFeatures());
    }
}
