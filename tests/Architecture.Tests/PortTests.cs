using System.Text.Json;

namespace SegmentationUpdates.Architecture.Tests;

/// <summary>The programs of the application run beside each other, at the addresses of their launch settings.</summary>
public class PortTests
{
    [Fact]
    public void No_two_programs_have_one_port()
    {
        var ports = House.Projects
            .Where(project => House.Sources(project, ".json").Contains(Settings, StringComparer.Ordinal))
            .SelectMany(project => Ports(project).Distinct(), (project, port) => (project, port))
            .ToList();

        Assert.NotEmpty(ports);
        Assert.All(ports.GroupBy(found => found.port), group => Assert.Single(group));
    }

    private static string Settings => Path.Combine("Properties", "launchSettings.json");

    private static IEnumerable<int> Ports(string project)
    {
        using var document = JsonDocument.Parse(House.Read(project, Settings));
        return
        [
            .. document.RootElement.GetProperty("profiles").EnumerateObject()
                .SelectMany(profile => profile.Value.TryGetProperty("applicationUrl", out var urls) ? urls.GetString()!.Split(';') : [])
                .Select(url => new Uri(url).Port),
        ];
    }
}
