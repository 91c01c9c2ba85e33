using MudBlazor;

namespace SegmentationUpdates.Dashboard.Theme;

/// <summary>Colours and type of the page, light and dark.</summary>
internal static class DashboardTheme
{
    public static readonly MudTheme Theme = new();
}
