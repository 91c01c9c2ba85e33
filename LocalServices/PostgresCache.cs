namespace SegmentationUpdates.LocalServices;

/// <summary>The folder that keeps fetched server programs from run to run.</summary>
internal sealed class PostgresCache(string folder)
{
    /// <summary>When set, the folder itself.</summary>
    public const string FolderVariable = "POSTGRES_CACHE";

    private const string Product = "segmentation";

    public string Folder { get; } = folder;

    public static PostgresCache ForThisUser() =>
        new(Locate(Environment.GetEnvironmentVariable, Environment.IsPrivilegedProcess));

    /// <summary>The folder with initdb, postgres and pg_ctl of a package that is kept.</summary>
    public static string ProgramsIn(string packageFolder) => Path.Combine(packageFolder, "native", "bin");

    /// <summary>Where a package is, or will be. It is there whole or not at all.</summary>
    public string PathOf(PostgresPackage package) => Path.Combine(Folder, package.FolderName);

    /// <summary>What is kept for this kind of machine, the package itself first, then those of other versions of this program.</summary>
    public IEnumerable<string> Kept(PostgresPackage package)
    {
        var own = PathOf(package);
        string[] all = Directory.Exists(Folder) ? Directory.GetDirectories(Folder, $"postgresql-*-{package.Platform}") : [];
        return all.OrderByDescending(path => path == own).ThenByDescending(path => path, StringComparer.Ordinal);
    }

    internal static string Locate(Func<string, string?> variable, bool privileged)
    {
        if (variable(FolderVariable) is { Length: > 0 } chosen)
        {
            return Path.GetFullPath(chosen);
        }

        if (OperatingSystem.IsWindows())
        {
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), Product);
        }

        // For root the server runs as another user, who has to read the programs: root's home is closed to everybody else, and so may
        // be what XDG_CACHE_HOME names. The system's cache folder is open for reading, and only root can write to it.
        if (privileged)
        {
            return Path.Combine(OperatingSystem.IsMacOS() ? "/Library/Caches" : "/var/cache", Product);
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsMacOS())
        {
            return Path.Combine(home, "Library", "Caches", Product);
        }

        // The XDG specification: a relative path is to be ignored.
        return variable("XDG_CACHE_HOME") is { } xdg && Path.IsPathRooted(xdg)
            ? Path.Combine(xdg, Product)
            : Path.Combine(home, ".cache", Product);
    }
}
