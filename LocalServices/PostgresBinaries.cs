using System.Globalization;
using System.Text.RegularExpressions;

namespace SegmentationUpdates.LocalServices;

/// <summary>The server programs of one PostgreSQL installation: a folder that holds initdb, postgres and pg_ctl.</summary>
public sealed partial record PostgresBinaries(string Folder, int Major, string Version)
{
    public const int OldestMajor = 15;

    /// <summary>When set, the only folder that is looked at, or <see cref="Fetched"/>.</summary>
    public const string FolderVariable = "POSTGRES_BIN";

    /// <summary>In <see cref="FolderVariable"/>: the programs that are fetched and kept, whatever is installed.</summary>
    public const string Fetched = "fetched";

    private static readonly string[] Programs = ["initdb", "postgres", "pg_ctl"];

    public string Postgres => ProgramPath(Folder, "postgres");

    public string InitDb => ProgramPath(Folder, "initdb");

    public string PgCtl => ProgramPath(Folder, "pg_ctl");

    /// <summary>Whether <see cref="FolderVariable"/> asks for the fetched programs, whatever is installed.</summary>
    internal static bool OnlyFetched => Environment.GetEnvironmentVariable(FolderVariable) == Fetched;

    /// <summary>Whether <see cref="FolderVariable"/> names a folder.</summary>
    internal static bool FolderIsNamed => Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } and not Fetched;

    /// <summary>The programs that a new private server would be started from; fetched if need be.</summary>
    /// <exception cref="LocalServiceException">There is none, or only older ones, and none can be fetched; says what to do.</exception>
    public static Task<PostgresBinaries> FindAsync(CancellationToken cancellationToken) =>
        new PostgresSearch(new LocalPostgresOptions()).FindAsync(cancellationToken);

    /// <summary>All installations, in the order in which they are preferred.</summary>
    /// <exception cref="LocalServiceException">POSTGRES_BIN is set to a folder without the programs.</exception>
    internal static async Task<IReadOnlyList<PostgresBinaries>> FindInstalledAsync(CancellationToken cancellationToken)
    {
        if (FolderIsNamed)
        {
            var chosen = Environment.GetEnvironmentVariable(FolderVariable)!;
            return await TryReadAsync(chosen, cancellationToken) is { } binaries
                ? [binaries]
                : throw new LocalServiceException(
                    $"{FolderVariable} is {chosen}, but that folder does not hold working {string.Join(", ", Programs)}. "
                    + $"Correct it, unset it to have the usual places searched, or set it to '{Fetched}' to have them fetched.");
        }

        var all = new List<PostgresBinaries>();
        foreach (var folder in PostgresInstallation.CandidateFolders().Distinct(StringComparer.Ordinal))
        {
            if (await TryReadAsync(folder, cancellationToken) is { } binaries)
            {
                all.Add(binaries);
            }
        }

        return all;
    }

    public static string Describe(IEnumerable<PostgresBinaries> found) =>
        string.Join(", ", found.Select(binaries => $"{binaries.Version} in {binaries.Folder}"));

    /// <returns>Null when the folder does not hold programs that work.</returns>
    internal static async Task<PostgresBinaries?> TryReadAsync(string folder, CancellationToken cancellationToken)
    {
        // Distributions put a wrapper or a link to one of them on the PATH: only all three together are an installation.
        if (!Programs.All(program => File.Exists(ProgramPath(folder, program))))
        {
            return null;
        }

        var output = await ProcessRunner.RunAsync(ProgramPath(folder, "postgres"), ["--version"], cancellationToken);
        var version = VersionPattern().Match(output.Text);
        return output.Succeeded && version.Success
            ? new PostgresBinaries(
                folder,
                int.Parse(version.Groups["major"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture),
                version.Value)
            : null;
    }

    private static string ProgramPath(string folder, string program) =>
        Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program);

    // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", "postgres (PostgreSQL) 18beta1"
    [GeneratedRegex(@"(?<=\(PostgreSQL\) )(?<major>\d+)[\w.]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionPattern();
}
