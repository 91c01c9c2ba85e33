using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Consumer.Ingestion;
using SegmentationUpdates.Hosting.Operators;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Migrations;
using SegmentationUpdates.Producer.Simulation;
using SegmentationUpdates.Trainer.Publishing;
using SegmentationUpdates.Trainer.Reclustering;

namespace SegmentationUpdates.Standalone.Tests;

/// <summary>docs/configuration.md against the options themselves.</summary>
public partial class ConfigurationGuideTests
{
    public static TheoryData<string, object> Sections => new()
    {
        { ClusteringOptions.SectionName, new ClusteringOptions { Features = [new Feature("required")] } },
        { ReclusteringOptions.Section, new ReclusteringOptions() },
        { IngestionOptions.Section, new IngestionOptions() },
        { SegmentChangeOptions.Section, new SegmentChangeOptions() },
        { TopicOptions.Section, new TopicOptions() },
        { SimulationOptions.Section, new SimulationOptions() },
        { OperationsOptions.Section, new OperationsOptions() },
        { MigrationOptions.Section, new MigrationOptions() },
        { ProfileOptions.Section, new ProfileOptions() },
    };

    [Theory]
    [MemberData(nameof(Sections), DisableDiscoveryEnumeration = true)]
    public void Every_setting_is_told_with_its_default(string section, object options)
    {
        var told = Told(section);

        Assert.Equal(Settings(options, "").Order(), told.Select(row => $"{row.Name} = {row.Default}").Order());
    }

    private static IEnumerable<string> Settings(object options, string prefix)
    {
        foreach (var property in options.GetType().GetProperties().Where(property => property.SetMethod is { IsPublic: true }))
        {
            var value = property.GetValue(options);
            if (value is OnlineOptions or Feature)
            {
                foreach (var setting in Settings(value, $"{prefix}{property.Name}:"))
                {
                    yield return setting;
                }
            }
            else if (value is IList<Feature> features)
            {
                yield return $"{prefix}{property.Name} = none";
                foreach (var setting in Settings(features[0], $"{prefix}{property.Name}:0:"))
                {
                    yield return setting;
                }
            }
            else
            {
                yield return $"{prefix}{property.Name} = {Text(value)}";
            }
        }
    }

    private static string Text(object? value) => value switch
    {
        null or ICollection { Count: 0 } => "none",
        bool yes => yes ? "true" : "false",
        double number => number.ToString("#,0.####", CultureInfo.InvariantCulture),
        int number => number.ToString("#,0", CultureInfo.InvariantCulture),
        string path when Path.IsPathRooted(path) => Path.GetFileName(path),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    private static List<(string Name, string Default)> Told(string section)
    {
        var guide = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "configuration.md"));
        var chapter = guide.Split("\n## ").Single(chapter => chapter.Split('\n')[0].EndsWith($"`{section}`", StringComparison.Ordinal));
        return [.. Row().Matches(chapter).Select(row => (row.Groups["name"].Value, row.Groups["default"].Value))];
    }

    [GeneratedRegex(
        "^\\| `(?<name>[A-Za-z0-9:]+)` \\| (?<default>[^|]+) \\|",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Row();
}
