using System.Diagnostics;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Fault.Tests.Database;

/// <summary>A folder on a file system of its own that holds little: a tmpfs. Only root may mount one, and not in every container.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly string _filler;

    private SmallDisk(DirectoryInfo folder)
    {
        _folder = folder;
        _filler = Path.Combine(folder.FullName, "filler");
    }

    public string Folder => _folder.FullName;

    /// <returns>Null where mounting is not permitted.</returns>
    public static async Task<SmallDisk?> MountAsync(int megabytes)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("segmentation-disk-");
        if (await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=0755", "tmpfs", folder.FullName))
        {
            return new SmallDisk(folder);
        }

        folder.Delete();
        return null;
    }

    /// <summary>Takes all the space that is left.</summary>
    public void Fill()
    {
        using var filler = new FileStream(_filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[64 * 1024];
        try
        {
            while (block.Length > 0)
            {
                filler.Write(block);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void Free() => File.Delete(_filler);

    public async ValueTask DisposeAsync()
    {
        Free();

        // The server's log collector ends when it finds that all others have: a moment after them. Until then its file is in use.
        await Eventually.TrueAsync(() => RunAsync("umount", _folder.FullName), "nobody uses the small disk any more");
        _folder.Delete();
    }

    private static async Task<bool> RunAsync(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { UseShellExecute = false, RedirectStandardError = true })!;
        await process.WaitForExitAsync(CancellationToken.None).WaitAsync(Eventually.Limit, CancellationToken.None);
        return process.ExitCode == 0;
    }
}
