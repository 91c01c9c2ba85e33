using SegmentationUpdates.Standalone.Commands;

namespace SegmentationUpdates.Docs.Tests.Shell;

/// <summary>What can be said of a command without running it: the projects that it names are there, and our program has its options.</summary>
internal sealed class CommandSyntax(string root)
{
    private const string Tool = "segmentation";
    private static readonly string[] ProjectOptions = ["--project", "--apphost"];

    /// <summary>What is wrong; empty when nothing is.</summary>
    public IEnumerable<string> Problems(string script) => ShellWords.Commands(script).SelectMany(Problems);

    private IEnumerable<string> Problems(IReadOnlyList<string> words)
    {
        var command = words.SkipWhile(word => IsAssignment(word) || word is "do" or "then").ToArray();
        return command switch
        {
            [Tool, .. var args] => Parse(args),
            ["dotnet", .. var args] => Dotnet(args),
            ["aspire", .. var args] => Missing(args),
            _ => [],
        };
    }

    private IEnumerable<string> Dotnet(string[] args)
    {
        var missing = Missing(args);
        var ours = args.Contains("run") && args.Any(arg => arg.TrimEnd('/') == "SegmentationUpdates.Standalone");
        var separator = Array.IndexOf(args, "--");
        return ours && separator >= 0 ? missing.Concat(Parse(args[(separator + 1)..])) : missing;
    }

    private IEnumerable<string> Missing(string[] args) =>
        from at in Enumerable.Range(0, Math.Max(args.Length - 1, 0))
        where ProjectOptions.Contains(args[at]) || (at == 0 && args[at] is "test" or "build" or "pack" or "publish" or "list")
        let path = args[at + 1]
        where !path.StartsWith('-') && !path.StartsWith('$') && !Path.Exists(Path.Combine(root, path))
        select $"there is no {path}";

    private static IEnumerable<string> Parse(string[] args) =>
        CommandLine.Create().Parse(args).Errors.Select(error => error.Message);

    private static bool IsAssignment(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && word[..equals].All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
    }
}
