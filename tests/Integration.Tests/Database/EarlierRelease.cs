using System.IO.Compression;
using DbUp;
using DbUp.Engine;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Database;

/// <summary>
/// Databases as releases made them that had their scripts in db/ itself. scripts-to-0009.zip holds these as they were, byte for byte;
/// 0.1.0 had those up to 0005.
/// </summary>
internal static class EarlierRelease
{
    /// <param name="database">An empty one.</param>
    /// <param name="scripts">How many there were.</param>
    public static void Migrate(TestDatabase database, int scripts)
    {
        using var archive = new ZipArchive(
            typeof(EarlierRelease).Assembly.GetManifestResourceStream("scripts-to-0009.zip")!, ZipArchiveMode.Read);
        var all = archive.Entries
            .OrderByDescending(entry => entry.Name == "init_db.sql").ThenBy(entry => entry.Name, StringComparer.Ordinal)
            .Take(scripts)
            .Select((entry, number) => new SqlScript($"db/{entry.Name}", Text(entry), new SqlScriptOptions { RunGroupOrder = number }));

        var result = DeployChanges.To.PostgresqlDatabase(database.ConnectionString)
            .WithScripts(all.ToList())
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        Assert.True(result.Successful, $"{result.Error}");
    }

    private static string Text(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }
}
