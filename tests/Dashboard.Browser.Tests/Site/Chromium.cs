namespace SegmentationUpdates.Dashboard.Browser.Tests.Site;

/// <summary>The browser that is installed on this machine; none is downloaded.</summary>
internal static class Chromium
{
    /// <summary>What a developer without one reads.</summary>
    public const string Missing =
        "no Chromium or Chrome was found: install one (Debian, Ubuntu: sudo apt-get install -y chromium; macOS: brew install --cask chromium), "
        + "or name its program in CHROMIUM";

    private static readonly string[] Places =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/snap/bin/chromium",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
        @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    /// <summary>Null when there is none.</summary>
    public static string? Program { get; } = Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } given
        ? given
        : Array.Find(Places, File.Exists);
}
