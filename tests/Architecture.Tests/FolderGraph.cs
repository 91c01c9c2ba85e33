using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Assembly = System.Reflection.Assembly;

namespace SegmentationUpdates.Architecture.Tests;

/// <summary>
/// Which folders of a project use which, by the types of its assembly. Folders side by side are compared as wholes, with all that is in them.
/// </summary>
internal sealed class FolderGraph
{
    /// <summary>Stands for the files that lie in the parent folder itself.</summary>
    private const string Files = "(files)";

    private readonly HashSet<(string Parent, string From, string To, string Why)> _uses = [];

    private FolderGraph()
    {
    }

    /// <summary>The uses that are part of a ring, a line for each; empty when every folder stands above or below every other.</summary>
    public IEnumerable<string> Rings => _uses
        .GroupBy(use => use.Parent)
        .SelectMany(level => level.Where(use => Reachable(level.ToLookup(other => other.From, other => other.To), use.To).Contains(use.From)))
        .Select(use => $"{use.Parent}: {use.From} uses {use.To}, as {use.Why}")
        .Order(StringComparer.Ordinal);

    public static FolderGraph Of(string project)
    {
        var graph = new FolderGraph();
        graph.AddTypes(project);
        graph.AddUsings(project);
        return graph;
    }

    private void AddTypes(string project)
    {
        var root = House.Namespace(project);
        foreach (var type in new ArchLoader().LoadAssemblies(Assembly.Load(project)).Build().Types)
        {
            // Parameters of generic methods that have the same name are one to ArchUnitNET, wherever they are.
            foreach (var target in type.Dependencies.Select(dependency => dependency.Target).Where(target => target is not GenericParameter))
            {
                Add(root, Folder(type), Folder(target), $"{type.Name} does {target.Name}");
            }
        }

        // The statements of a program are in no namespace: they lie in the project's own folder.
        string Folder(IType type) => type.Namespace?.FullName is { Length: > 0 } name ? name : type.Name == "Program" ? root : "";
    }

    // A constant leaves no trace in an assembly. The build refuses directives that nothing needs, so each one is a use.
    private void AddUsings(string project)
    {
        foreach (var source in House.Sources(project, ".cs"))
        {
            foreach (var line in House.Read(project, source).Split('\n').Where(line => line.StartsWith("using SegmentationUpdates.", StringComparison.Ordinal)))
            {
                Add(House.Namespace(project), House.NamespaceByFolder(project, source), line["using ".Length..].TrimEnd(';'), $"{source} says");
            }
        }
    }

    private void Add(string root, string from, string to, string why)
    {
        if (from == to || !IsWithin(from, root) || !IsWithin(to, root))
        {
            return;
        }

        var (a, b) = (from.Split('.'), to.Split('.'));
        var same = a.Zip(b).TakeWhile(pair => pair.First == pair.Second).Count();
        _uses.Add((string.Join('.', a[..same]), a.ElementAtOrDefault(same) ?? Files, b.ElementAtOrDefault(same) ?? Files, why));
    }

    private static bool IsWithin(string name, string root) => $"{name}.".StartsWith($"{root}.", StringComparison.Ordinal);

    private static HashSet<string> Reachable(ILookup<string, string> uses, string from)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { from };
        var open = new Stack<string>(seen);
        while (open.TryPop(out var folder))
        {
            foreach (var next in uses[folder].Where(seen.Add))
            {
                open.Push(next);
            }
        }

        return seen;
    }
}
