using System.Text.RegularExpressions;

namespace SegmentationUpdates.Dashboard.Settings;

/// <summary>What named keys have to be like.</summary>
internal static partial class KeyRules
{
    public const int Shortest = 16;

    /// <returns>One sentence each, naming the key by its setting.</returns>
    public static IEnumerable<string> Problems(DashboardOptions options)
    {
        var named = Under(nameof(DashboardOptions.OperatorKeys), options.OperatorKeys)
            .Concat(Under(nameof(DashboardOptions.ViewerKeys), options.ViewerKeys))
            .Where(key => key.Value.Length > 0)
            .ToList();
        foreach (var (setting, name, value) in named)
        {
            if (!Name().IsMatch(name))
            {
                yield return $"{setting}: a name has up to 64 letters, digits, dots, hyphens and underscores, and begins with a letter or digit";
            }

            if (value.Length < Shortest)
            {
                yield return $"{setting} must have {Shortest} characters or more";
            }
        }

        (string Setting, string Name, string Value)[] all =
        [
            .. named,
            ($"{DashboardOptions.Section}:{nameof(DashboardOptions.OperatorKey)}", "", options.OperatorKey ?? ""),
            ($"{DashboardOptions.Section}:{nameof(DashboardOptions.ViewerKey)}", "", options.ViewerKey ?? ""),
        ];
        foreach (var same in all
            .Where(key => key.Value.Length > 0)
            .GroupBy(key => key.Value, StringComparer.Ordinal)
            .Where(same => same.Any(key => key.Name.Length > 0)))
        {
            // Else the histories could not say who it was.
            if (same.Skip(1).Any())
            {
                yield return $"{string.Join(" and ", same.Select(key => key.Setting))} are the same key: give each holder one of their own";
            }
        }
    }

    private static IEnumerable<(string Setting, string Name, string Value)> Under(string setting, IDictionary<string, string> keys) =>
        keys.Select(key => ($"{DashboardOptions.Section}:{setting}:{key.Key}", key.Key, key.Value ?? ""));

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Name();
}
