using SegmentationUpdates.LocalServices;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>Where the broker of a run's own is, told in the run's folder to other programs of this machine.</summary>
internal static class RunBroker
{
    private const string FileName = "broker";

    /// <param name="folder">The run's.</param>
    /// <param name="servers">HOST:PORT; null when there is none, or it ends.</param>
    public static void Tell(string folder, string? servers)
    {
        var file = Path.Combine(folder, FileName);
        if (servers is null)
        {
            File.Delete(file);
        }
        else
        {
            SmallFile.Write(file, servers);
        }
    }

    /// <summary>HOST:PORT; null when no run has told.</summary>
    public static string? Find(string folder)
    {
        var file = Path.Combine(folder, FileName);
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }
}
