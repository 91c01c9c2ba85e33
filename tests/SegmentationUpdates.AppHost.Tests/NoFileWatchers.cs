using System.Runtime.CompilerServices;

namespace SegmentationUpdates.AppHost.Tests;

internal static class NoFileWatchers
{
    /// <summary>
    /// Each builder of an application watches its settings files, and a user may have 128 watchers on Linux by default: many models in one process, beside
    /// the services of another, would reach that. Nobody edits them here.
    /// </summary>
    [ModuleInitializer]
    internal static void Apply() => Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");
}
