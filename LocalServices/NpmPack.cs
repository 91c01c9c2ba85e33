using System.Diagnostics;

namespace SegmentationUpdates.LocalServices;

/// <summary>Lets npm bring a package, so that the user's registry, proxy and login hold.</summary>
/// <param name="spec">NAME@VERSION.</param>
/// <param name="folder">An empty folder, for the package and everything that npm writes besides.</param>
internal sealed class NpmPack(string spec, string folder)
{
    private const int NotStarted = 127;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>How long nothing may arrive before it is given up.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    // Windows starts a script only by its whole name.
    public string Program { get; init; } = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    /// <param name="grown">Hears how many bytes npm has written.</param>
    /// <param name="cancellationToken">Stops npm.</param>
    /// <returns>The packed file.</returns>
    /// <exception cref="LocalServiceException">What is wrong, as the end of a sentence.</exception>
    public async Task<string> RunAsync(Action<long> grown, CancellationToken cancellationToken)
    {
        using var given = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var npm = ProcessRunner.RunAsync(Program, Arguments(), given.Token, folder);
        long size = 0;
        for (var idle = Stopwatch.StartNew(); await Task.WhenAny(npm, Task.Delay(PollInterval, CancellationToken.None)) != npm;)
        {
            if (Size() is var now && now != size)
            {
                size = now;
                idle.Restart();
                grown(size);
            }
            else if (idle.Elapsed > Patience)
            {
                await given.CancelAsync();
                await ((Task)npm).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
                throw new LocalServiceException($"nothing more has come of {spec} for {Patience.TotalSeconds:0} seconds");
            }
        }

        var output = await npm;
        if (output.ExitCode == NotStarted)
        {
            throw new LocalServiceException($"npm, which brings {spec}, is not installed or not on the PATH");
        }

        return output.Succeeded
            ? Directory.GetFiles(folder, "*.tgz") is [var file] ? file : throw new LocalServiceException($"npm has brought no file for {spec}")
            : throw new LocalServiceException($"npm did not bring {spec} ({Reason(output)})");
    }

    /// <summary>npm's error code and its first sentence, without the lines that only help its developers.</summary>
    internal static string Reason(ProcessOutput output)
    {
        var lines = output.Text.Split('\n', StringSplitOptions.TrimEntries)
            .Select(line => line.Replace("npm error ", "", StringComparison.Ordinal).Replace("npm ERR! ", "", StringComparison.Ordinal).Trim())
            .Where(line => line.Length > 0)
            .ToList();
        var code = lines.Find(line => line.StartsWith("code ", StringComparison.Ordinal))?["code ".Length..];
        var sentence = lines.Find(line => !line.StartsWith("code ", StringComparison.Ordinal)
            && !line.StartsWith("errno ", StringComparison.Ordinal)
            && !line.StartsWith("syscall ", StringComparison.Ordinal)
            && !line.StartsWith("path ", StringComparison.Ordinal));
        return (code, sentence) switch
        {
            (null, null) => $"it ended with exit code {output.ExitCode}",
            (null, _) => sentence,
            (_, null) => code,
            _ => $"{code}: {sentence}",
        };
    }

    private IEnumerable<string> Arguments() =>
    [
        "pack", spec,
        // A cache of its own tells how much has come, and is gone afterwards: npm fills the cache first and writes the file last.
        "--cache", Path.Combine(folder, "cache"),
        "--pack-destination", folder,
        "--ignore-scripts",
        "--no-update-notifier",
        "--loglevel", "error",
        // npm waits a minute and more before it says that there is no network.
        "--fetch-retry-mintimeout", "1000",
        "--fetch-retry-maxtimeout", "4000",
    ];

    private long Size()
    {
        try
        {
            return new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        }
        catch (IOException)
        {
            // npm has renamed or removed a file between two looks; the next look is soon.
            return 0;
        }
    }
}
