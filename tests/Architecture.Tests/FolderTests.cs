using System.Text.RegularExpressions;

namespace SegmentationUpdates.Architecture.Tests;

public partial class FolderTests
{
    [Theory]
    [MemberData(nameof(House.EachProject), MemberType = typeof(House))]
    public void Namespaces_follow_folders(string project) => Assert.All(
        House.Sources(project, ".cs"),
        source => Assert.Equal(
            IsProgram(source) ? "none" : House.NamespaceByFolder(project, source),
            Declaration().Match(House.Read(project, source)) is { Success: true } declaration ? declaration.Groups["name"].Value : "none"));

    // The compiler gives them the namespace of their folder, unless a directive says another.
    [Theory]
    [MemberData(nameof(House.EachProject), MemberType = typeof(House))]
    public void No_page_declares_a_namespace_of_its_own(string project) => Assert.All(
        House.Sources(project, ".razor"), source => Assert.DoesNotContain("@namespace", House.Read(project, source), StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(House.EachProject), MemberType = typeof(House))]
    public void No_two_folders_use_each_other_nor_do_more_in_a_ring(string project)
    {
        var rings = string.Join('\n', FolderGraph.Of(project).Rings);

        Assert.True(rings.Length == 0, rings);
    }

    private static bool IsProgram(string source) => source is "Program.cs" or "AppHost.cs";

    [GeneratedRegex(
        @"^namespace (?<name>[\w.]+);",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Declaration();
}
