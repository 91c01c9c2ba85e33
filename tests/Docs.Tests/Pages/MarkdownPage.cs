using System.Text.RegularExpressions;

namespace SegmentationUpdates.Docs.Tests.Pages;

/// <summary>A page of the documentation, as a list of its blocks.</summary>
public sealed partial class MarkdownPage
{
    // Behind this comment, which a rendered page does not show, a reader has a run on.
    private const string RunIsOn = "<!-- commands: while a run is on -->";

    private readonly string _text;

    private MarkdownPage(string name, string text)
    {
        Name = name;
        _text = text;
        Blocks = [.. Fences().Matches(text).Select(fence => ReadBlock(name, text, fence))];
    }

    /// <summary>From the root of the repository.</summary>
    public string Name { get; }

    public IReadOnlyList<Block> Blocks { get; }

    /// <summary>The page takes for granted that its reader has started a run.</summary>
    public bool NeedsRun => _text.Contains(RunIsOn, StringComparison.Ordinal);

    /// <summary>Code within sentences and tables.</summary>
    public IEnumerable<string> InlineCode =>
        Inline().Matches(Fences().Replace(_text, "")).Select(code => code.Groups["code"].Value.Replace("\\|", "|", StringComparison.Ordinal));

    /// <summary>Targets of links and pictures.</summary>
    public IEnumerable<string> Links => LinkTargets().Matches(Fences().Replace(_text, "")).Select(link => link.Groups["target"].Value);

    /// <summary>The anchors that links may name, as GitHub makes them of headings.</summary>
    public IEnumerable<string> Anchors =>
        Headings().Matches(Fences().Replace(_text, ""))
            .Select(heading => NotInAnchors().Replace(heading.Groups["title"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    /// <summary>README.md first, then docs/ in the order of their names.</summary>
    public static IReadOnlyList<MarkdownPage> All(string root) =>
    [
        .. Directory.GetFiles(root, "*.md").Order(StringComparer.Ordinal)
            .Concat(Directory.GetFiles(Path.Combine(root, "docs"), "*.md").Order(StringComparer.Ordinal))
            .OrderBy(file => Path.GetFileName(file) != "README.md")
            .Select(file => new MarkdownPage(Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllText(file))),
    ];

    /// <summary>For tests of the reading itself.</summary>
    internal static MarkdownPage Parse(string name, string text) => new(name, text);

    private static Block ReadBlock(string page, string text, Match fence)
    {
        var words = fence.Groups["info"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var indentation = fence.Groups["indentation"].Value;
        var lines = fence.Groups["text"].Value.Split('\n')
            .Select(line => line.StartsWith(indentation, StringComparison.Ordinal) ? line[indentation.Length..] : line);
        return new Block(
            page,
            text.AsSpan(0, fence.Index).Count('\n') + 1,
            words.FirstOrDefault(""),
            [.. words.Skip(1)],
            string.Join('\n', lines).TrimEnd());
    }

    [GeneratedRegex(
        "^(?<indentation> *)```(?<info>[^\\n`]*)\\n(?<text>.*?)^\\k<indentation>```\\s*?$",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Fences();

    [GeneratedRegex("`(?<code>[^`\\n]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Inline();

    [GeneratedRegex("\\]\\((?<target>[^)\\s]+)\\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LinkTargets();

    [GeneratedRegex("^#+ (?<title>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Headings();

    [GeneratedRegex("[^a-z0-9 _-]", RegexOptions.None, 1000)]
    private static partial Regex NotInAnchors();
}
