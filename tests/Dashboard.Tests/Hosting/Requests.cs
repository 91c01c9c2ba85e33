using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Hosting;

internal static class Requests
{
    /// <summary>Returns when the headers of the answer are there.</summary>
    /// <param name="host">Is asked.</param>
    /// <param name="method">Of HTTP.</param>
    /// <param name="path">Begins with a slash.</param>
    /// <param name="key">Sent as X-API-Key; null for none.</param>
    /// <param name="headers">Names and values.</param>
    public static async Task<HttpResponseMessage> SendAsync(
        this DashboardHost host, string method, string path, string? key, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (key is not null)
        {
            request.Headers.Add("X-API-Key", key);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken).EndsAsync();
    }
}
