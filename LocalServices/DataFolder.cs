
namespace SegmentationUpdates.LocalServices;

/// <summary>The folder that outlives a run, held by one run at a time.</summary>
/// <remarks>
/// The lock is the operating system's and goes with the process, however it ends. It is a file of its own that is never deleted:
/// whoever deletes a lock file can let two runs in. Windows lets nobody read a locked file, so the holder's id is in another.
/// </remarks>
internal sealed class DataFolder : IDisposable
{
    /// <summary>Only folders with this file are used, or emptied.</summary>
    public const string MarkerName = "segmentation-updates-data.txt";

    public const string ClusterName = "postgres";

    public const string PasswordName = "password";

    private const string MarkerText =
        "SegmentationUpdates keeps its private PostgreSQL here (folder postgres) and the password for it.\n"
        + "Delete this folder, or start once with --fresh, to begin again from nothing.\n";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream heldLock)
    {
        Location = path;
        _lock = heldLock;
    }

    /// <summary>Full path.</summary>
    public string Location { get; }

    public string Cluster => Path.Combine(Location, ClusterName);

    /// <summary>A cluster in the making; worthless after an interruption.</summary>
    public string Staging => Path.Combine(Location, "postgres.new");

    public string PasswordFile => Path.Combine(Location, PasswordName);

    private string Discarded => Path.Combine(Location, "postgres.old");

    /// <summary>Creates the folder if need be, and takes it.</summary>
    /// <exception cref="LocalServiceException">It is in use, not ours, or cannot be written.</exception>
    public static DataFolder Open(string path)
    {
        path = Path.GetFullPath(path);
        var holderFile = Path.Combine(path, "pid");
        try
        {
            Create(path);
            var heldLock = new FileStream(Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(holderFile, Environment.ProcessId.ToString());
            return new DataFolder(path, heldLock);
        }
        catch (IOException exception) when (IsHeldByAnother(exception))
        {
            var holder = File.Exists(holderFile) ? File.ReadAllText(holderFile) : "unknown";
            throw new LocalServiceException(
                $"Data folder {path} is in use by another run (pid {holder}); stop it or choose another with --data.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, exception);
        }
    }

    /// <summary>For a failure of the file system: no permission, a full or read-only disk.</summary>
    public static LocalServiceException Unusable(string path, Exception exception) =>
        new(
            $"Data folder {path} cannot be used: {exception.Message} Choose a folder that this user can write to with --data.",
            exception);

    /// <summary>Deletes the database, stopped before.</summary>
    public void Forget()
    {
        Discard();
        if (Directory.Exists(Cluster))
        {
            // Renamed first: an interruption must not leave half a cluster under the name of a whole one.
            Directory.Move(Cluster, Discarded);
            Discard();
        }

        File.Delete(PasswordFile);
    }

    /// <summary>Deletes what an interrupted run may have left.</summary>
    public void Discard()
    {
        foreach (var leftover in (string[])[Staging, Discarded])
        {
            if (Directory.Exists(leftover))
            {
                Directory.Delete(leftover, recursive: true);
            }
        }
    }

    public void Dispose() => _lock.Dispose();

    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }

        var marker = Path.Combine(path, MarkerName);
        if (!File.Exists(marker))
        {
            if (Directory.EnumerateFileSystemEntries(path).Any())
            {
                throw new LocalServiceException(
                    $"Data folder {path} holds files that this program did not make (there is no {MarkerName}); it is left alone. "
                    + "Choose a new or empty folder with --data.");
            }

            File.WriteAllText(marker, MarkerText);
        }
    }

    /// <summary>Whether a file could not be opened because another process holds it.</summary>
    // ERROR_SHARING_VIOLATION; EWOULDBLOCK of Linux, and of macOS.
    internal static bool IsHeldByAnother(IOException exception) =>
        exception.HResult is unchecked((int)0x80070020) or 11 or 35;
}
