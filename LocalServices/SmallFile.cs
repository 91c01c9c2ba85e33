using System.Text;

namespace SegmentationUpdates.LocalServices;

/// <summary>A small file that is there whole or not at all.</summary>
public static class SmallFile
{
    /// <summary>On disk on return.</summary>
    /// <param name="path">Replaced if it exists.</param>
    /// <param name="text">Written as UTF-8.</param>
    /// <param name="secret">For the eyes of the user that writes it.</param>
    public static void Write(string path, string text, bool secret = false)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (secret && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(path + ".new", options))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
    }
}
