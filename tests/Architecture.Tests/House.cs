using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SegmentationUpdates.Architecture.Tests;

/// <summary>The repository as it is in the tree, and the table of it in docs/architecture.md.</summary>
internal static partial class House
{
    // Code that is compiled with packages that not every feed has, or in their place.
    private static readonly string[] Variants = ["Integration", "Plain", "Missing"];

    private static string Root { get; } = typeof(House).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>What is published: folders of the repository with a project of the same name.</summary>
    public static IReadOnlyList<string> Projects { get; } =
    [
        .. Directory.GetDirectories(Root)
            .Select(folder => Path.GetFileName(folder)!)
            .Where(name => File.Exists(ProjectFile(name)))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The folders of the table, from top to bottom.</summary>
    public static IReadOnlyList<string> Table { get; } =
        [.. Row().Matches(File.ReadAllText(Path.Combine(Root, "docs", "architecture.md"))).Select(row => row.Groups["folder"].Value)];

    public static TheoryData<string> EachProject => [.. Projects];

    /// <summary>The root namespace, which Directory.Build.props makes of the name.</summary>
    public static string Namespace(string project) => $"SegmentationUpdates.{project.Replace("SegmentationUpdates.", "", StringComparison.Ordinal)}";

    /// <summary>The projects and packages that a project asks for.</summary>
    /// <param name="project">Its name.</param>
    /// <param name="kind"><c>ProjectReference</c> or <c>PackageReference</c>.</param>
    public static IEnumerable<string> References(string project, string kind) => XDocument.Load(ProjectFile(project)).Descendants(kind)
        .Select(reference => reference.Attribute("Include")!.Value)
        .Select(include => kind == "ProjectReference" ? Path.GetFileNameWithoutExtension(include) : include);

    /// <summary>The source files of a project, from its folder on.</summary>
    public static IEnumerable<string> Sources(string project, string extension)
    {
        var folder = Path.Combine(Root, project);
        return Directory.EnumerateFiles(folder, $"*{extension}", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path))
            .Where(path => path.Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"));
    }

    public static string Read(string project, string source) => File.ReadAllText(Path.Combine(Root, project, source));

    /// <summary>The namespace that a source file should have by its folder.</summary>
    public static string NamespaceByFolder(string project, string source) => string.Join('.',
        [Namespace(project), .. source.Split(Path.DirectorySeparatorChar).SkipLast(1).Where(folder => !Variants.Contains(folder, StringComparer.Ordinal))]);

    private static string ProjectFile(string name) => Path.Combine(Root, name, $"{name}.csproj");

    [GeneratedRegex(
        @"^\| `(?<folder>[\w.]+)/` \|",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}
