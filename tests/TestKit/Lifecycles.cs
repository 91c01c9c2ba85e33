using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SegmentationUpdates.Storage.Models;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.TestKit;

/// <summary>The lifecycle of models as a process without the re-clustering has it.</summary>
internal sealed class Lifecycles : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public Lifecycles(TestDatabase database)
    {
        _services = new ServiceCollection()
            .AddDbContextPool<SegmentationContext>(options => options.UseNpgsql(database.ConnectionString))
            .AddModelLifecycle()
            .BuildServiceProvider();
        Models = _services.GetRequiredService<ModelLifecycle>();
        Segments = _services.GetRequiredService<SegmentDescriptions>();
    }

    public ModelLifecycle Models { get; }

    public SegmentDescriptions Segments { get; }

    /// <summary>Waits until a request for a model is answered.</summary>
    public async Task<RetrainingRequest> AnswerAsync(long request)
    {
        RetrainingRequest? answer = null;
        await Eventually.TrueAsync(
            async () => (answer = await Models.RequestAsync(request, TestContext.Current.CancellationToken)) is { AnsweredAt: not null },
            $"request {request} is answered");
        return answer!;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
