using SegmentationUpdates.Dashboard.Settings;
using SegmentationUpdates.Standalone.Errors;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>Where the user's programs keep what is to last and is no data: <c>$XDG_STATE_HOME</c>, by default <c>~/.local/state</c>.</summary>
internal static class StateFolder
{
    private const string Name = "segmentation";

    /// <returns>The path of this program's folder there. When it is new, only the user can look into it.</returns>
    /// <exception cref="CommandException">It cannot be made; says what to do.</exception>
    public static string Make()
    {
        var folder = Path.Combine(Parent(), Name);
        try
        {
            _ = OperatingSystem.IsWindows()
                ? Directory.CreateDirectory(folder)
                : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                $"the operator key cannot be kept in {folder} ({e.Message}): set XDG_STATE_HOME to another folder, or "
                    + $"{DashboardOptions.Section}:{nameof(DashboardOptions.OperatorKey)} to a key of your own",
                e);
        }
    }

    private static string Parent()
    {
        if (Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { } given && Path.IsPathFullyQualified(given))
        {
            return given;
        }

        return OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
    }
}
