using Microsoft.AspNetCore.Components;
using SegmentationUpdates.Dashboard.Feed;

namespace SegmentationUpdates.Dashboard.Components.Live;

/// <summary>
/// Follows the feed while it is on the page. Each update is rendered at most once, and only if the component says that it shows something
/// of it; the feed itself sends at most four a second.
/// </summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _left = new();

    [Inject]
    protected ISegmentFeed Feed { get; set; } = null!;

    /// <summary>Never null: before the first read it is empty and not connected.</summary>
    protected DashboardSnapshot Snapshot { get; private set; } = null!;

    /// <summary>Cancelled when the component leaves the page.</summary>
    protected CancellationToken Left => _left.Token;

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _left.Cancel();
        _left.Dispose();
        OnLeft();
    }

    protected override void OnInitialized() => Snapshot = Feed.Current;

    // Not while the page is rendered beforehand, on the server: that one is gone when it is sent.
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _ = FollowAsync();
        }
    }

    /// <returns>Whether to render; <see cref="Snapshot"/> is still the one before.</returns>
    protected virtual bool Shows(FeedUpdate update) => true;

    protected virtual void OnLeft()
    {
    }

    private async Task FollowAsync()
    {
        try
        {
            await foreach (var update in Feed.SubscribeAsync(cancellationToken: Left))
            {
                await InvokeAsync(() =>
                {
                    var shows = Shows(update);
                    Snapshot = update.Snapshot;
                    if (shows)
                    {
                        StateHasChanged();
                    }
                });
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException && _left.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
    }
}
