using System.Globalization;
using System.Text.RegularExpressions;

namespace SegmentationUpdates.LocalServices;

/// <summary>The server programs of one PostgreSQL installation: a folder that holds initdb, postgres and pg_ctl.</summary>
public sealed partial record PostgresBinaries(string Folder, int Major, string Version)
{
    public const int OldestMajor = 15;

    /// <summary>When set, the only folder that is looked at.</summary>
    public const string FolderVariable = "POSTGRES_BIN";

    private static readonly string[] Programs = ["initdb", "postgres", "pg_ctl"];

    public string InitDb => ProgramPath(Folder, "initdb");

    public string PgCtl => ProgramPath(Folder, "pg_ctl");

    /// <exception cref="LocalServiceException">There is none, or only older ones; says how to install one.</exception>
    public static async Task<PostgresBinaries> FindAsync(CancellationToken cancellationToken)
    {
        var found = await FindAllAsync(cancellationToken);
        return found.FirstOrDefault(binaries => binaries.Major >= OldestMajor)
            ?? throw new LocalServiceException(
                (found.Count == 0
                    ? "No PostgreSQL server programs (initdb, postgres, pg_ctl) were found on this machine."
                    : $"PostgreSQL {OldestMajor} or newer is needed; found only {Describe(found)}.")
                + $" Install them: {PostgresInstallation.Command}. If they are installed already, name their folder in {FolderVariable}, "
                + "or give a running server with --postgres.");
    }

    /// <summary>All installations, in the order in which they are preferred.</summary>
    /// <exception cref="LocalServiceException">POSTGRES_BIN is set to a folder without the programs.</exception>
    public static async Task<IReadOnlyList<PostgresBinaries>> FindAllAsync(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } chosen)
        {
            return await TryReadAsync(chosen, cancellationToken) is { } binaries
                ? [binaries]
                : throw new LocalServiceException(
                    $"{FolderVariable} is {chosen}, but that folder does not hold working {string.Join(", ", Programs)}. "
                    + "Correct it, or unset it to have the usual places searched.");
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

    private static async Task<PostgresBinaries?> TryReadAsync(string folder, CancellationToken cancellationToken)
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
