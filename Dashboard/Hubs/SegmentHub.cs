using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using SegmentationUpdates.Dashboard.Feed;
using SegmentationUpdates.Dashboard.Security;

namespace SegmentationUpdates.Dashboard.Hubs;

/// <summary>
/// The feed for other programs, by SignalR. A client streams <c>Watch</c>: it gets the state at once and every new one, up to four a
/// second, at its own pace; a slow client skips states and holds nobody up.
/// </summary>
[Authorize(DashboardPolicies.View)]
internal sealed class SegmentHub(ISegmentFeed feed, IHostApplicationLifetime lifetime) : Hub
{
    public const string Path = "/hubs/segments";

    /// <param name="afterChange">The last change that the client knows; null: only what happens from now on.</param>
    /// <param name="cancellationToken">Ends the answer when the client hangs up.</param>
    public async IAsyncEnumerable<SegmentUpdate> Watch(
        long? afterChange, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, Context.ConnectionAborted, lifetime.ApplicationStopping);
        await foreach (var update in feed.SubscribeAsync(afterChange, ended.Token))
        {
            yield return SegmentUpdate.Of(update);
        }
    }
}
