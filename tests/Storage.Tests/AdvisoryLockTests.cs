using System.Globalization;
using System.Text.RegularExpressions;

namespace SegmentationUpdates.Storage.Tests;

public sealed partial class AdvisoryLockTests
{
    [Fact]
    public void The_scripts_take_the_keys_of_the_list_and_no_others()
    {
        var assembly = typeof(AdvisoryLock).Assembly;
        var keys = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("db/", StringComparison.Ordinal))
            .SelectMany(name =>
            {
                using var script = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return Key().Matches(script.ReadToEnd()).Select(key => long.Parse(key.Value, CultureInfo.InvariantCulture));
            })
            .Distinct()
            .Order()
            .Select(key => (AdvisoryLock)key);

        Assert.Equal([AdvisoryLock.ActiveModel, AdvisoryLock.ChangeOrder], keys);
    }

    [GeneratedRegex(@"\b[0-9]{19}\b", RegexOptions.NonBacktracking)]
    private static partial Regex Key();
}
