using System.Text;
using System.Text.Json;

namespace SegmentationUpdates.Dashboard.Erasures;

/// <summary>The file of an <see cref="ErasureLog"/>: lines are only ever added, and are on the disk before it says so.</summary>
public static class ErasureLogFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The erasures of a file, in its order. A last line without its end is one that was not written whole: it does not count.</summary>
    /// <exception cref="JsonException">A line is no erasure; the message names it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<IReadOnlyList<Erasure>> LoadAsync(string file, CancellationToken cancellationToken)
    {
        var text = await File.ReadAllTextAsync(file, cancellationToken);
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select((line, i) => Parse(file, line, i + 1))];
    }

    internal static async Task<IEnumerable<(int, DateTime)>> ReadAsync(string file, CancellationToken cancellationToken) => File.Exists(file)
        ? (await LoadAsync(file, cancellationToken)).Select(erasure => (erasure.CustomerId, erasure.ErasedAt))
        : [];

    internal static async Task AppendAsync(string file, IEnumerable<Erasure> erasures, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        await using var stream = new FileStream(file, options);
        stream.Position = EndOfLastLine(stream);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(erasures.Select(erasure => $"{JsonSerializer.Serialize(erasure)}\n"))), cancellationToken);
        stream.SetLength(stream.Position);
        stream.Flush(flushToDisk: true);
    }

    // Behind what a crash left half written, which is written again.
    private static long EndOfLastLine(FileStream stream)
    {
        for (var end = stream.Length; end > 0; end--)
        {
            stream.Position = end - 1;
            if (stream.ReadByte() == '\n')
            {
                return end;
            }
        }

        return 0;
    }

    private static Erasure Parse(string file, string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<Erasure>(line) is { CustomerId: > 0 } erasure ? erasure : throw new JsonException("it names no customer");
        }
        catch (JsonException e)
        {
            throw new JsonException($"{file}, line {number}: no erasure ({e.Message})", e);
        }
    }
}
