using System.Reflection;
using System.Text.Json;
using Deque.AxeCore.Commons;

namespace SegmentationUpdates.Dashboard.Browser.Tests.Site;

/// <summary>
/// The accessibility rules of axe-core, run in the page itself. The library's own way keeps every element that passed, and carries all of
/// them through a second page: most of the time of a scan.
/// </summary>
internal static class Axe
{
    private const string Run =
        """
        async rules => {
          const result = await axe.run(document, { resultTypes: ['violations'], ...(rules && { runOnly: { type: 'rule', values: rules } }) });
          return result.violations
            .filter(violation => violation.impact === 'serious' || violation.impact === 'critical')
            .map(violation => `${violation.id}, ${violation.help}: ${violation.nodes.slice(0, 5).map(node => node.html).join(' | ')}`);
        }
        """;

    private static readonly string Script = Read();

    /// <summary>Serious and critical violations, with the first elements of each.</summary>
    /// <param name="page">Alive.</param>
    /// <param name="rules">Names of the rules to apply; without any, all.</param>
    public static async Task<string[]> ViolationsAsync(IPage page, params string[] rules)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.EvaluateAsync(Script);
        }

        var violations = await page.EvaluateAsync<JsonElement>(Run, rules.Length == 0 ? null : rules);
        return [.. violations.EnumerateArray().Select(violation => violation.GetString()!)];
    }

    private static string Read()
    {
        using var reader = new StreamReader(typeof(AxeResult).GetTypeInfo().Assembly
            .GetManifestResourceStream("Deque.AxeCore.Commons.Resources.axe.min.js")!);
        return reader.ReadToEnd();
    }
}
