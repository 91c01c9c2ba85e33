using System.CommandLine;
using System.CommandLine.Parsing;
using SegmentationUpdates.Hosting;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Asks of a word that is no command and no option whether another was meant. (The library would do so on standard output.)</summary>
internal static class Mistypings
{
    /// <summary>The errors of a command line, a sentence each.</summary>
    public static IEnumerable<string> Explain(ParseResult parsed)
    {
        var names = Names(parsed.CommandResult).ToList();
        var words = Words(parsed.UnmatchedTokens).ToList();
        foreach (var error in parsed.Errors)
        {
            if (parsed.UnmatchedTokens.FirstOrDefault(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal)) is not { } token)
            {
                yield return error.Message;
            }
            else if (words.Contains(token))
            {
                yield return error.Message + Nearest.Question(token.Split('=')[0], names);
            }
        }
    }

    // What follows an option that is not known is most likely its value.
    private static IEnumerable<string> Words(IReadOnlyList<string> tokens) =>
        tokens.Where((token, i) => i == 0 || token.StartsWith('-') || !tokens[i - 1].StartsWith('-'));

    private static IEnumerable<string> Names(CommandResult result)
    {
        var command = result.Command;
        foreach (var symbol in command.Subcommands.Where(subcommand => !subcommand.Hidden))
        {
            yield return symbol.Name;
        }

        foreach (var option in command.Options.Where(option => !option.Hidden))
        {
            yield return option.Name;
        }
    }
}
