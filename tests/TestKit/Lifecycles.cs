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
    }

    public ModelLifecycle Models { get; }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
