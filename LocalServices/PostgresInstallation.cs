using System.Globalization;
using System.Text.RegularExpressions;

namespace SegmentationUpdates.LocalServices;

/// <summary>Where the installers of each platform put PostgreSQL's server programs, and how to install them.</summary>
internal static partial class PostgresInstallation
{
    // A folder for each version, the version being the last number in the path.
    private static readonly string[] VersionedFolders = OperatingSystem.IsWindows()
        ? [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL", "*", "bin")]
        : OperatingSystem.IsMacOS()
            ?
            [
                "/opt/homebrew/opt/postgresql@*/bin",
                "/usr/local/opt/postgresql@*/bin",
                "/Applications/Postgres.app/Contents/Versions/*/bin",
                "/Library/PostgreSQL/*/bin",
            ]
            : ["/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/libexec/postgresql*", "/usr/lib/postgresql*/bin"];

    /// <summary>The command that installs the server on this machine.</summary>
    public static string Command
    {
        get
        {
            if (OperatingSystem.IsWindows())
            {
                return "winget install --exact --id PostgreSQL.PostgreSQL.17";
            }

            if (OperatingSystem.IsMacOS())
            {
                return "brew install postgresql@17";
            }

            return File.Exists("/sbin/apk") ? "sudo apk add postgresql"
                : File.Exists("/usr/bin/dnf") || File.Exists("/usr/bin/microdnf") ? "sudo dnf install -y postgresql-server"
                : File.Exists("/usr/bin/zypper") ? "sudo zypper install -y postgresql-server"
                : File.Exists("/usr/bin/pacman") ? "sudo pacman -S postgresql"
                : "sudo apt-get install -y postgresql";
        }
    }

    /// <summary>The PATH first, then the usual places, the newest version of each place first.</summary>
    public static IEnumerable<string> CandidateFolders() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Concat(VersionedFolders.SelectMany(Expand));

    /// <summary>Expands the one * in <paramref name="pattern"/>, the highest version first; nothing when the parent does not exist.</summary>
    public static IEnumerable<string> Expand(string pattern)
    {
        var parts = pattern.Split(Path.DirectorySeparatorChar);
        var wildcard = Array.FindIndex(parts, part => part.Contains('*', StringComparison.Ordinal));
        var parent = string.Join(Path.DirectorySeparatorChar, parts[..wildcard]);
        var rest = Path.Combine(parts[(wildcard + 1)..]);
        return Directory.Exists(parent)
            ? Directory.EnumerateDirectories(parent, parts[wildcard])
                .Select(folder => Path.Combine(folder, rest))
                .OrderByDescending(VersionOf)
            : [];
    }

    private static decimal VersionOf(string folder) =>
        NumberPattern().Match(folder) is { Success: true } number
        && decimal.TryParse(number.ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var version)
            ? version
            : 0;

    // The last number: /usr/lib/postgresql/9.6/bin, /usr/pgsql-17/bin.
    [GeneratedRegex(@"\d+(?:\.\d+)?(?=\D*$)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberPattern();
}
