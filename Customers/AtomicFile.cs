using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Customers;

/// <summary>
/// A file that appears under its name whole or not at all. It is written under another name in the same folder (a rename is atomic
/// only within a file system); <see cref="Commit"/> moves it in place, and <see cref="Dispose"/> without a commit removes it.
/// <code>
/// using var file = AtomicFile.Create(path);
/// // write to file.Stream; on an exception the old file, if any, stays as it was
/// file.Commit();
/// </code>
/// </summary>
public sealed class AtomicFile : IDisposable
{
    private readonly string _path;
    private readonly string _target;
    private readonly string _temporary;
    private readonly AtomicFileStream _stream;
    private bool _committed;

    private AtomicFile(string path, string target)
    {
        _path = path;
        _target = target;
        _temporary = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}.tmp");
        _stream = new AtomicFileStream(
            path, new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16));
    }

    /// <summary>Buffered. Its errors (disk full) are <see cref="TableException"/> and name the file, not the temporary one.</summary>
    public Stream Stream => _stream;

    /// <exception cref="TableException">The folder does not exist or may not be written, or the path is a folder or a device.</exception>
    public static AtomicFile Create(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        try
        {
            string target = Target(path);
            string folder = Path.GetDirectoryName(target) ?? target;
            if (Directory.Exists(target))
            {
                throw new TableException(path, "this is a folder. Add a file name.");
            }

            if (!Directory.Exists(folder))
            {
                throw new TableException(path, $"the folder '{folder}' does not exist. Create it, or name another.");
            }

            return new AtomicFile(path, target);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new TableException(path, "its folder may not be written by this user. Change its permissions, or name another folder.", e);
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw new TableException(path, $"the file cannot be created: {e.Message}", e);
        }
    }

    /// <summary>Puts the file in place, over an older one. Flush writers of your own on <see cref="Stream"/> first.</summary>
    /// <exception cref="TableException">The file cannot be put in place; the older one is untouched.</exception>
    public void Commit()
    {
        ObjectDisposedException.ThrowIf(_committed, this);
        try
        {
            // To the disk before the rename: else a power cut could leave the new name on an empty file.
            _stream.Flush(toDisk: true);
            _stream.Dispose();
            if (!OperatingSystem.IsWindows() && File.Exists(_target))
            {
                File.SetUnixFileMode(_temporary, File.GetUnixFileMode(_target));
            }

            File.Move(_temporary, _target, overwrite: true);
            _committed = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TableException(_path, $"the file cannot be written: {e.Message}", e);
        }
    }

    public void Dispose()
    {
        if (_committed)
        {
            return;
        }

        try
        {
            _stream.Dispose();
        }
        catch (TableException)
        {
            // The last of the buffer did not fit either. The file goes away anyhow, and the exception under way says why.
        }

        File.Delete(_temporary);
    }

    // A link is written through, not replaced. A device must not be: renaming over /dev/null breaks the machine for all.
    private static string Target(string path)
    {
        string full = Path.GetFullPath(path);
        var file = new FileInfo(full);
        string target = file.LinkTarget is null ? full : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        return full.StartsWith("/dev/", StringComparison.Ordinal) || target.StartsWith("/dev/", StringComparison.Ordinal)
            ? throw new TableException(path, "this is a device. Name a file.")
            : target;
    }
}
