using System.Reflection;
using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Consumer.Ingestion;
using SegmentationUpdates.Dashboard.Settings;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Migrations;
using SegmentationUpdates.Producer.Simulation;
using SegmentationUpdates.Trainer.Reclustering;

namespace SegmentationUpdates.Standalone.Tests.Commands;

/// <summary>What the environment says wrongly: one sentence for each mistake, exit code 2, and nothing made.</summary>
public sealed class RunConfigurationTests : IAsyncDisposable
{
    private readonly RunFolder _folder = new();

    /// <summary>The section of every class of options that the product has.</summary>
    public static TheoryData<string> Sections =>
        [.. new[]
            {
                typeof(TopicOptions), typeof(ClusteringOptions), typeof(DashboardOptions), typeof(IngestionOptions), typeof(ReclusteringOptions),
                typeof(SimulationOptions), typeof(MigrationOptions),
            }
            .SelectMany(type => type.Assembly.GetTypes())
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(constant => constant is { IsLiteral: true, Name: "Section" or "SectionName" })
            .Select(constant => (string)constant.GetRawConstantValue()!)
            .Order(StringComparer.Ordinal)];

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public void There_are_options_to_test() => Assert.True(Sections.Count >= 9, $"only {Sections.Count}");

    [Theory]
    [MemberData(nameof(Sections))]
    public async Task A_wrong_setting_of_any_options_ends_before_a_folder_is_made(string section)
    {
        var name = $"{section}:NoSuchSetting";

        var message = await UsageAsync((name.Replace(":", "__", StringComparison.Ordinal), "1"));

        Assert.StartsWith(name, message);
    }

    [Theory]
    [InlineData("Segmentation__Clustering__K", "abc", "Segmentation:Clustering:K must be a whole number, not 'abc'")]
    [InlineData("Segmentation__Clustering__K", "0", "Segmentation:Clustering:K must be from 1 to 100")]
    [InlineData("Segmentation__Ingestion__BatchSise", "500", "Did you mean 'BatchSize'?")]
    [InlineData("Segmentation__Reclusterin__Interval", "00:01:00", "Did you mean 'Reclustering'?")]
    [InlineData("Segmentaton__Clustering__K", "5", "Did you mean 'Segmentation'?")]
    [InlineData("Segmentation__Reclustering__Interval", "often", "Segmentation:Reclustering:Interval must be a time")]
    [InlineData("Segmentation__Clustering__Features__0__Name", "shoe_size", "shoe_size")]
    [InlineData("Segmentation__Dashboard__OperatorKey", "short", "Segmentation:Dashboard:OperatorKey must have 16 characters or more")]
    [InlineData("Segmentation__Kafka__Common__foo_bar", "1", "Segmentation:Kafka:Common:foo_bar is no property of the Kafka client")]
    [InlineData("Segmentation__Kafka__Common__sasl_passwrd", "s3cret", "Did you mean 'sasl_password'?")]
    [InlineData("Segmentation__Kafka__Common__security_protocol", "SSSL", "Invalid value \"SSSL\"")]
    [InlineData("Segmentation__Kafka__Comon__linger_ms", "1", "Did you mean 'Common'?")]
    [InlineData("Segmentation__Kafka__Common__ssl_ca_location", "/no/such/ca.pem", "there is no file /no/such/ca.pem")]
    [InlineData("Segmentation__Kafka__Common__sasl_mechanism", "PLAIN", null)]
    public async Task A_wrong_variable_is_named_before_anything_starts(string name, string value, string? problem)
    {
        if (problem is null)
        {
            // Right by itself, and of no use without the other.
            problem = "sasl.username and sasl.password must be set";
            Assert.Contains(problem, await UsageAsync((name, value), ("Segmentation__Kafka__Common__security_protocol", "sasl_plaintext")));
            return;
        }

        var message = await UsageAsync((name, value));

        Assert.Contains(problem, message);
        Assert.DoesNotContain("s3cret", message);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        using var program = ChildProgram.Start(
            new Dictionary<string, string?>
            {
                ["Segmentation__Clustering__K"] = "abc",
                ["Segmentation__Dashboard__OperatorKey"] = "short",
                ["Segmentation__Kafka__Common__foo_bar"] = "1",
            },
            "--data", _folder.Data, "--customers", Path.Combine(_folder.Location, "none.csv"), "--partitions", "0");

        var result = await program.EndAsync();

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Collection(
            result.Errors.Order(StringComparer.Ordinal),
            line => Assert.StartsWith("--partitions", line),
            line => Assert.Contains("none.csv: there is no such file", line),
            line => Assert.StartsWith("Segmentation:Clustering:K", line),
            line => Assert.StartsWith("Segmentation:Dashboard:OperatorKey", line),
            line => Assert.StartsWith("Segmentation:Kafka:Common:foo_bar", line),
            line => Assert.Equal("Try --help.", line));
        Assert.False(Directory.Exists(_folder.Data));
    }

    private async Task<string> UsageAsync(params (string Name, string Value)[] variables)
    {
        using var program = ChildProgram.Start(
            variables.ToDictionary(variable => variable.Name, variable => (string?)variable.Value), "--data", _folder.Data, "--duration", "1s");
        var message = (await program.EndAsync()).AssertUsage();
        Assert.False(Directory.Exists(_folder.Data));
        return message;
    }
}
