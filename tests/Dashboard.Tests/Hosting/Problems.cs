using System.Net;
using System.Text.Json;

namespace SegmentationUpdates.Dashboard.Tests.Hosting;

internal static class Problems
{
    /// <summary>The answer is a problem document of this status, and its detail says this.</summary>
    public static async Task<JsonElement> AssertProblemAsync(this HttpResponseMessage response, HttpStatusCode status, string? saying = null)
    {
        // A stream would be read for as long as it lasts.
        var text = response.Content.Headers.ContentType?.MediaType == "text/event-stream"
            ? "a stream"
            : await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == status, $"{response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var document = JsonDocument.Parse(text);
        Assert.Equal((int)status, document.RootElement.GetProperty("status").GetInt32());
        if (saying is not null)
        {
            Assert.Contains(saying, document.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        return document.RootElement.Clone();
    }
}
