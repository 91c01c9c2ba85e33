using SegmentationUpdates.Dashboard.Settings;
using SegmentationUpdates.Hosting;

namespace SegmentationUpdates.Dashboard.Erasures;

/// <summary>The folder of the list of erasures has to be there: a list that nobody can write is found out at the start, and not by an erasure.</summary>
internal sealed class ErasureLogRule(IConfiguration configuration) : IConfigurationRule
{
    private const string Key = $"{DashboardOptions.Section}:{nameof(DashboardOptions.ErasureLog)}";

    public IEnumerable<string> Problems()
    {
        if (configuration[Key] is not { Length: > 0 } file)
        {
            yield break;
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(file));
        if (folder is null || Directory.Exists(file))
        {
            yield return $"{Key}: {file} is a folder: add a file name";
        }
        else if (!Directory.Exists(folder))
        {
            yield return $"{Key}: the folder {folder} does not exist: create it, or name another";
        }
    }
}
