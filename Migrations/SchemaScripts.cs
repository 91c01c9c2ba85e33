using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using DbUp.Engine;
using DbUp.Support;

namespace SegmentationUpdates.Migrations;

/// <summary>
/// The scripts of db/, which this assembly carries: first those of db/tables by their numbers, then those of db/functions by their names.
/// The name of a function's script ends with the hash of its text, so that it is a new script whenever the text changes.
/// </summary>
internal static class SchemaScripts
{
    private const string Tables = "db/tables/";
    private const string Functions = "db/functions/";
    private const char BeforeHash = ' ';

    private static readonly SqlScriptOptions TablesFirst = new() { ScriptType = ScriptType.RunOnce, RunGroupOrder = 1 };
    private static readonly SqlScriptOptions FunctionsAfterwards = new() { ScriptType = ScriptType.RunOnce, RunGroupOrder = 2 };

    public static IEnumerable<SqlScript> All() => Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(file => file.StartsWith(Tables, StringComparison.Ordinal) || file.StartsWith(Functions, StringComparison.Ordinal))
        .Select(file => Script(file, Text(file)));

    /// <param name="file">With its folder: <c>db/functions/days_between.sql</c>.</param>
    /// <param name="text">What it says.</param>
    public static SqlScript Script(string file, string text) => file.StartsWith(Functions, StringComparison.Ordinal)
        ? new SqlScript($"{file}{BeforeHash}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}", text, FunctionsAfterwards)
        : new SqlScript(file, text, TablesFirst);

    /// <returns>The file of a script.</returns>
    public static string FileOf(SqlScript script) => script.Name.Split(BeforeHash)[0];

    // A clone for Windows has other line ends, but the same functions.
    private static string Text(string file)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(file)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
