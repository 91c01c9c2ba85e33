using SegmentationUpdates.Standalone.Commands;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Tables.Sources;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Standalone.Tests.Tabular;

/// <summary>A run of <c>cluster</c> in the test's process: the command line is read as ever, the program is not started.</summary>
internal sealed class Clustered : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Input => Path.Combine(_folder.Location, "in.csv");

    public string Output { get; private set; } = "";

    public string Printed { get; private set; } = "";

    public static string Case(string name) => Path.Combine(AppContext.BaseDirectory, "Tabular", "Cases", name);

    public string File(string name) => Path.Combine(_folder.Location, name);

    /// <summary>Clusters a text and returns the lines of the output.</summary>
    public string[] Run(string text, Func<ClusterSettings, ClusterSettings>? change = null)
    {
        System.IO.File.WriteAllText(Input, text);
        return RunFile(Input, change);
    }

    /// <summary>Clusters a file and returns the lines of the output.</summary>
    public string[] RunFile(string file, Func<ClusterSettings, ClusterSettings>? change = null)
    {
        Output = File("out.csv");
        var settings = new ClusterSettings { Customers = file, Output = Output, K = 2, Seed = 1 };
        settings = change?.Invoke(settings) ?? settings;
        Output = settings.Output;
        using var printed = new StringWriter();
        ClusterRun.Run(settings, printed, TestContext.Current.CancellationToken);
        Printed = printed.ToString();
        return System.IO.File.ReadAllLines(Output);
    }

    /// <summary>The whole message that a user would see.</summary>
    public string Error(string text, Func<ClusterSettings, ClusterSettings>? change = null) =>
        Assert.ThrowsAny<Exception>(() => Run(text, change)) is var e && e is UsageException or CommandException or TableException
            ? e.Message
            : $"unforeseen: {e}";

    public void Dispose() => _folder.Dispose();
}
