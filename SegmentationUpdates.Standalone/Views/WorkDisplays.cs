using Spectre.Console;

namespace SegmentationUpdates.Standalone.Views;

internal static class WorkDisplays
{
    public static IWorkDisplay OnStandardError()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return !Console.IsErrorRedirected && console.Profile.Capabilities is { Ansi: true, Interactive: true }
            ? new WorkBar(console)
            : new WorkLines(Console.Error);
    }
}
