using MudBlazor;

namespace SegmentationUpdates.Dashboard.Theme;

/// <summary>Colours and type of the page, light and dark. Every text keeps a contrast of 4.5 to 1 or more to what is behind it.</summary>
internal static class DashboardTheme
{
    // What the reader's system has: nothing is loaded from elsewhere, and nothing jumps when a font arrives late.
    private static readonly string[] Fonts =
        ["Inter", "Segoe UI Variable Text", "Segoe UI", "system-ui", "-apple-system", "Roboto", "Helvetica Neue", "sans-serif"];

    public static readonly MudTheme Theme = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#1f4e79",
            Secondary = "#5b4a8a",
            Background = "#f4f6f8",
            Surface = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#1b2530",
            TextPrimary = "#1b2530",
            TextSecondary = "#52606d",
            ActionDefault = "#52606d",
            LinesDefault = "#dde3e8",
            LinesInputs = "#8794a0",
            TableLines = "#e6eaee",
            Divider = "#dde3e8",
            Success = "#1b7a4b",
            Warning = "#8f5b00",
            Error = "#b3261e",
            Info = "#1f4e79",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#8fc1ee",
            PrimaryContrastText = "#0f161d",
            Secondary = "#c0b0ee",
            SecondaryContrastText = "#0f161d",
            Background = "#0f151b",
            Surface = "#18212a",
            AppbarBackground = "#18212a",
            AppbarText = "#e6edf3",
            TextPrimary = "#e6edf3",
            TextSecondary = "#a3b1be",
            ActionDefault = "#a3b1be",
            LinesDefault = "#2b3742",
            LinesInputs = "#6b7a88",
            TableLines = "#24303a",
            Divider = "#2b3742",
            Success = "#5fd39a",
            Warning = "#f0b54a",
            Error = "#ff8a80",
            Info = "#8fc1ee",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = ".875rem", LineHeight = "1.45", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Fonts, FontSize = ".875rem", TextTransform = "none", LetterSpacing = "normal" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px", AppbarHeight = "52px" },
    };
}
