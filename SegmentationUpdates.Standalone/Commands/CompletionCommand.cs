using System.CommandLine;
using SegmentationUpdates.Hosting;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Prints a script that completes this program's command lines in a shell, by asking the program.</summary>
internal static class CompletionCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "fish", "pwsh"];

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL")
        {
            Description = string.Join('|', Shells),
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (!Shells.Contains(text))
                {
                    result.AddError($"'{text}' is none of {string.Join(", ", Shells)}.{Nearest.Question(text, Shells)}");
                }

                return text;
            },
        };
        shell.CompletionSources.Add(Shells);
        var command = new Command("completion", "Print a script that completes commands and options in a shell: source <(segmentation completion bash)")
        {
            shell,
        };
        command.SetAction(parsed => Console.Out.Write(Script(parsed.GetValue(shell)!, ProgramName)));
        return command;
    }

    /// <param name="shell">One of those that are offered.</param>
    /// <param name="name">What the program is called by.</param>
    internal static string Script(string shell, string name)
    {
        using var reader = new StreamReader(typeof(CompletionCommand).Assembly.GetManifestResourceStream($"completion.{shell}")!);
        return reader.ReadToEnd().Replace("PROGRAM", name, StringComparison.Ordinal);
    }

    // Under `dotnet run` there is no command to complete: then it is that of the installed program.
    private static string ProgramName => Path.GetFileNameWithoutExtension(Environment.ProcessPath) is { } name && name != "dotnet" ? name : "segmentation";
}
