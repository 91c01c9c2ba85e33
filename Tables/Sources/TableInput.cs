using System.IO.Compression;

namespace SegmentationUpdates.Tables.Sources;

/// <summary>
/// The bytes of a table, as often as they are asked for. What can be read only once (standard input, a pipe) is kept in a temporary file; gzip is
/// recognised by its first bytes and taken off.
/// </summary>
internal sealed class TableInput : IDisposable
{
    private readonly string _file;
    private readonly string? _temporary;

    private TableInput(string name, string file, string? temporary)
    {
        (Name, _file, _temporary) = (name, file, temporary);
        try
        {
            using var stream = OpenFile();
            Span<byte> start = stackalloc byte[2];
            IsGzip = stream.ReadAtLeast(start, 2, throwOnEndOfStream: false) == 2 && start is [0x1F, 0x8B];
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>For messages.</summary>
    public string Name { get; }

    public bool IsGzip { get; }

    /// <param name="path">A file, or <c>-</c> for standard input.</param>
    /// <exception cref="TableException">It cannot be read.</exception>
    public static TableInput Open(string path)
    {
        if (path == "-")
        {
            using var input = Console.OpenStandardInput();
            return Spool("standard input", input);
        }

        if (Directory.Exists(path))
        {
            throw new TableException(path, "this is a folder, not a file. Name the file in it.");
        }

        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return stream.CanSeek ? new TableInput(path, path, temporary: null) : Spool(path, stream);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TableException(path, "there is no such file. Check the name and the folder it is looked for in.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new TableException(path, "the file may not be read by this user. Change its permissions or run as another user.", e);
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw new TableException(path, $"the file cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>From the beginning, unpacked, without a way back.</summary>
    public Stream OpenRead() => IsGzip ? new GZipStream(OpenFile(), CompressionMode.Decompress) : OpenFile();

    /// <summary>From the beginning, unpacked, with a way back: in memory when it was packed.</summary>
    public Stream OpenSeekable()
    {
        if (!IsGzip)
        {
            return OpenFile();
        }

        using var packed = OpenRead();
        var memory = new MemoryStream();
        packed.CopyTo(memory);
        memory.Position = 0;
        return memory;
    }

    public void Dispose()
    {
        if (_temporary is not null)
        {
            File.Delete(_temporary);
        }
    }

    private static TableInput Spool(string name, Stream stream)
    {
        var file = Path.Combine(Path.GetTempPath(), $"segmentation-{Path.GetRandomFileName()}.tmp");
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                // They are customers: nobody else on the machine reads them.
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var copy = new FileStream(file, options))
            {
                stream.CopyTo(copy);
            }

            return new TableInput(name, file, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(file);
            throw new TableException(name, $"it cannot be kept in '{file}' while it is read: {e.Message}", e);
        }
    }

    private FileStream OpenFile() => new(_file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
}
