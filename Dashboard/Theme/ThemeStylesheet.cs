using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;

namespace SegmentationUpdates.Dashboard.Theme;

/// <summary>
/// The theme as a file. MudThemeProvider writes it into the page as style elements, which a strict content security policy forbids: so
/// it is rendered here, once, and the page links to it. Dark where the reader's system is, unless the attribute data-theme of the html
/// element says light or dark.
/// </summary>
internal sealed partial class ThemeStylesheet(IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    public const string Path = "/theme.css";

    private const RegexOptions Options = RegexOptions.Singleline | RegexOptions.ExplicitCapture;

    private readonly Lazy<Task<byte[]>> _css = new(() => RenderAsync(scopes, loggers));

    public Task<byte[]> Utf8Async() => _css.Value;

    private static async Task<byte[]> RenderAsync(IServiceScopeFactory scopes, ILoggerFactory loggers)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        var (light, dark) = (await CssAsync(renderer, dark: false), await CssAsync(renderer, dark: true));

        // Both hold nothing but rules; those of the dark one count where it applies.
        return Encoding.UTF8.GetBytes(
            $$"""
            {{light}}
            :root { color-scheme: light; }
            :root[data-theme="dark"] { color-scheme: dark; {{Variables(dark)}} }
            @media (prefers-color-scheme: dark) {
              :root:not([data-theme="light"]) { color-scheme: dark; {{Variables(dark)}} }
            }

            """);
    }

    private static Task<string> CssAsync(HtmlRenderer renderer, bool dark) => renderer.Dispatcher.InvokeAsync(async () =>
    {
        var html = await renderer.RenderComponentAsync<MudThemeProvider>(ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(MudThemeProvider.Theme)] = DashboardTheme.Theme,
            [nameof(MudThemeProvider.IsDarkMode)] = dark,
            [nameof(MudThemeProvider.ObserveSystemDarkModeChange)] = false,
        }));
        return string.Join('\n', StyleElement().Matches(html.ToHtmlString()).Select(match => match.Groups["css"].Value));
    });

    private static string Variables(string css) =>
        string.Join('\n', RootRule().Matches(css).Select(match => match.Groups["css"].Value));

    [GeneratedRegex("<style[^>]*>(?<css>.*?)</style>", Options, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex StyleElement();

    [GeneratedRegex(@":root\s*\{(?<css>[^}]*)\}", Options, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex RootRule();
}
