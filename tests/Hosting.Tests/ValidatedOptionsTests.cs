using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Consumer.Ingestion;
using SegmentationUpdates.Trainer.Publishing;
using SegmentationUpdates.Trainer.Reclustering;

namespace SegmentationUpdates.Hosting.Tests;

public class ValidatedOptionsTests
{
    [Theory]
    [InlineData("Clusterin:K", "5", "Segmentation:Clusterin is no section of the configuration; those of Segmentation are Clustering, Dashboard, ")]
    [InlineData("Clustering:Kk", "5", "Segmentation:Clustering:Kk is no setting; those of Segmentation:Clustering are AutoK, FeatureSet, Features, K, ")]
    [InlineData("Clustering:K", "auto", "Segmentation:Clustering:K must be a whole number, not 'auto'")]
    [InlineData("Clustering:K", "", "Segmentation:Clustering:K must be a whole number, not ''")]
    [InlineData("Clustering:K:1", "3", "Segmentation:Clustering:K is one value, not a section")]
    [InlineData("Clustering:K", "0", "Segmentation:Clustering:K must be from 1 to 100.")]
    [InlineData("Clustering:AutoK", "perhaps", "Segmentation:Clustering:AutoK must be true or false, not 'perhaps'")]
    [InlineData("Clustering:SwitchMargin", "wide", "Segmentation:Clustering:SwitchMargin must be a number, not 'wide'")]
    [InlineData(
        "Clustering:Features:0:Name",
        "shoe_size",
        "Segmentation:Clustering:Features:0:Name 'shoe_size' is no numeric column of customer_segments; these are income, ")]
    [InlineData("Clustering:Features:0:Weight", "heavy", "Segmentation:Clustering:Features:0:Weight must be a number, not 'heavy'")]
    [InlineData("Clustering:Features:0:Scaling", "Furlongs", "Segmentation:Clustering:Features:0:Scaling must be one of ")]
    [InlineData(
        "Clustering:Features:0:Wait",
        "1",
        "Segmentation:Clustering:Features:0:Wait is no setting; those of Segmentation:Clustering:Features:0 are LowerQuantile, Name, ")]
    [InlineData("Clustering:Features:0:Weight", "1", "Segmentation:Clustering: ")] // Without a name.
    [InlineData("Reclustering:Interval", "soon", "Segmentation:Reclustering:Interval must be a time such as 00:00:30 or 1.00:00:00, not 'soon'")]
    [InlineData("Reclustering:Interval", "00:00:00", "Segmentation:Reclustering:Interval: The field Interval must be between 00:00:01 and 30.00:00:00.")]
    [InlineData(
        "Reclustering:Online:Enable",
        "true",
        "Segmentation:Reclustering:Online:Enable is no setting; those of Segmentation:Reclustering:Online are BatchSize, Enabled, ")]
    [InlineData("Reclustering:Online:HalfLife", "0", "Segmentation:Reclustering:Online:HalfLife: ")]
    [InlineData("Ingestion:BatchSize", "9999999999", "Segmentation:Ingestion:BatchSize must be a whole number, not '9999999999'")]
    [InlineData("SegmentChanges:Enabled", "1", "Segmentation:SegmentChanges:Enabled must be true or false, not '1'")]
    public void A_wrong_setting_is_named_at_the_start(string key, string value, string problem)
    {
        Assert.StartsWith(problem, Assert.Single(Problems((key, value))));
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        Assert.Equal(
            3, Problems(("Ingestion:BatchSize", "many"), ("Ingestion:Lingr", "00:00:01"), ("Reclustering:Interval", "never")).Count);
    }

    [Fact]
    public void Settings_of_every_kind_are_read()
    {
        using var host = Build(
            ("clustering:k", "5"),
            ("Clustering:SwitchMargin", "0.25"),
            ("Reclustering:Interval", "00:05:00"),
            ("Reclustering:Online:Enabled", "TRUE"),
            ("Reclustering:Online:HalfLife", "1e6"),
            ("Kafka:Consumer:group_id", "blue"),
            ("Dashboard:OperatorKey", "of another program"));

        var clustering = host.Services.GetRequiredService<IOptions<ClusteringOptions>>().Value;
        var reclustering = host.Services.GetRequiredService<IOptions<ReclusteringOptions>>().Value;

        Assert.Equal((5, .25), (clustering.K, clustering.SwitchMargin));
        Assert.Equal((TimeSpan.FromMinutes(5), true, 1e6), (reclustering.Interval, reclustering.Online.Enabled, reclustering.Online.HalfLife));
    }

    [Fact]
    public void Features_are_read_in_their_order()
    {
        using var host = Build(
            ("Clustering:Features:0:Name", "income"),
            ("Clustering:Features:0:Scaling", "standard"),
            ("Clustering:Features:1:Name", "debt"),
            ("Clustering:Features:1:Weight", "-1e-1"));

        Assert.Equal(
            [new Feature("income", Scaling.Standard), new Feature("debt", Weight: -.1)],
            host.Services.GetRequiredService<IOptions<ClusteringOptions>>().Value.Features);
    }

    private static IReadOnlyList<string> Problems(params (string Key, string Value)[] settings)
    {
        using var host = Build(settings);
        var problems = ValidatedOptions.ProblemsOf(Assert.ThrowsAny<Exception>(host.Services.GetRequiredService<IStartupValidator>().Validate));
        Assert.NotNull(problems);
        return problems;
    }

    private static IHost Build(params (string Key, string Value)[] settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => new KeyValuePair<string, string?>($"Segmentation:{setting.Key}", setting.Value)));
        builder.AddIngestion();
        builder.AddReclustering();
        builder.AddSegmentChanges();
        return builder.Build();
    }
}
