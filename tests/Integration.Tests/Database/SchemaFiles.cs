using System.ComponentModel;
using System.Diagnostics;
using Npgsql;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Database;

/// <summary>The files of db/, as they stand in the repository.</summary>
internal static class SchemaFiles
{
    private const string Include = @"\ir ";

    public static string Folder { get; } = Find();

    private static string InitScript => Path.Combine(Folder, "init_db.sql");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The files of a folder of db/, in the order of their names: tables/0001_core_tables.sql.</summary>
    public static IEnumerable<string> In(string folder) => Directory.EnumerateFiles(Path.Combine(Folder, folder))
        .Select(file => $"{folder}/{Path.GetFileName(file)}")
        .Order(StringComparer.Ordinal);

    public static string Text(string file) => File.ReadAllText(Path.Combine(Folder, file));

    /// <summary>The files that init_db.sql includes, in its order.</summary>
    public static IEnumerable<string> Included() =>
        File.ReadLines(InitScript).Where(line => line.StartsWith(Include, StringComparison.Ordinal)).Select(line => line[Include.Length..]);

    /// <summary>init_db.sql without what only psql understands.</summary>
    public static string InitScriptExpanded() => string.Join('\n', File.ReadLines(InitScript).Select(line =>
        line.StartsWith(Include, StringComparison.Ordinal) ? Text(line[Include.Length..])
        : line.StartsWith('\\') ? ""
        : line));

    /// <summary>Applies init_db.sql as a user does.</summary>
    /// <returns>False where there is no psql.</returns>
    public static async Task<bool> RunPsqlAsync(TestDatabase database)
    {
        var server = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var start = new ProcessStartInfo("psql", ["--no-psqlrc", "--quiet", $"--file={InitScript}"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(), // It finds the other files wherever it is called.
            Environment =
            {
                ["PGHOST"] = server.Host,
                ["PGPORT"] = $"{server.Port}",
                ["PGUSER"] = server.Username,
                ["PGPASSWORD"] = server.Password,
                ["PGDATABASE"] = server.Database,
            },
        };
        try
        {
            using var psql = Process.Start(start)!;
            var errors = await psql.StandardError.ReadToEndAsync(Cancel);
            await psql.WaitForExitAsync(Cancel);
            Assert.True(psql.ExitCode == 0, errors);
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "db", "init_db.sql")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, "db");
    }
}
