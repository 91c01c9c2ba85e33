namespace SegmentationUpdates.LocalServices;

/// <summary>What the server writes: its first lines to a file of their own, the rest to one for each day of the week.</summary>
internal sealed class PostgresLog(string cluster)
{
    private const int TailLines = 12;
    private const long LargestKept = 10 * 1024 * 1024;
    private static readonly TimeSpan LongestKept = TimeSpan.FromDays(3);

    private readonly DirectoryInfo _folder = new(Path.Combine(cluster, PostgresConfiguration.LogFolder));
    private Dictionary<string, long> _lengthAtStart = [];

    /// <summary>Relative to the cluster.</summary>
    public const string FirstLinesName = "startup.log";

    /// <summary>The file that is being written, or was last.</summary>
    public string CurrentFile => Files().MaxBy(file => file.LastWriteTimeUtc)?.FullName ?? FirstLines;

    private string FirstLines => Path.Combine(cluster, FirstLinesName);

    /// <summary>
    /// Makes room and remembers where the coming start begins. The server truncates a file only when the day changes while it runs,
    /// so short daily runs would let the files grow.
    /// </summary>
    public void BeginStart()
    {
        File.Delete(FirstLines);
        foreach (var file in Files())
        {
            if (file.LastWriteTimeUtc < DateTime.UtcNow - LongestKept || file.Length > LargestKept)
            {
                file.Delete();
            }
        }

        _lengthAtStart = Files().ToDictionary(file => file.FullName, file => file.Length);
    }

    /// <summary>The last lines since <see cref="BeginStart"/>, for an error message.</summary>
    public string Tail()
    {
        var lines = File.Exists(FirstLines) ? File.ReadLines(FirstLines) : [];
        foreach (var file in Files().OrderBy(file => file.LastWriteTimeUtc))
        {
            using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            stream.Position = _lengthAtStart.GetValueOrDefault(file.FullName);
            using var reader = new StreamReader(stream);
            lines = lines.Concat(reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        return string.Join(Environment.NewLine, lines.TakeLast(TailLines));
    }

    private FileInfo[] Files()
    {
        _folder.Refresh();
        return _folder.Exists ? _folder.GetFiles("server-*.log") : [];
    }
}
