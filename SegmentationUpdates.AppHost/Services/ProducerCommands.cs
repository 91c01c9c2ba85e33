using Microsoft.Extensions.DependencyInjection;

namespace SegmentationUpdates.AppHost.Services;

internal static class ProducerCommands
{
    /// <summary>Two buttons of which one is offered: what it would do is not the case yet.</summary>
    public static IResourceBuilder<ProjectResource> WithPauseAndResume(this IResourceBuilder<ProjectResource> producer)
    {
        var pause = new PauseState(producer.Resource);

        // A producer that is started again is not paused.
        producer.OnBeforeResourceStarted((_, started, _) => pause.SetAsync(false, started.Services));
        return producer
            .WithOperatorCommand("/pause", "Pause", new()
            {
                Description = "Sends no more transactions until it is resumed.",
                IconName = "Pause",
                IsHighlighted = true,
                UpdateState = context => pause.Offer(context, whenPaused: false),
                GetCommandResult = context => pause.AfterAsync(context, isPaused: true),
            })
            .WithOperatorCommand("/resume", "Resume", new()
            {
                Description = "Sends transactions again.",
                IconName = "Play",
                IsHighlighted = true,
                UpdateState = context => pause.Offer(context, whenPaused: true),
                GetCommandResult = context => pause.AfterAsync(context, isPaused: false),
            });
    }

    private sealed class PauseState(IResource producer)
    {
        private volatile bool _isPaused;

        public ResourceCommandState Offer(UpdateCommandStateContext context, bool whenPaused) =>
            _isPaused != whenPaused ? ResourceCommandState.Hidden
            : context.ResourceSnapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled
            : ResourceCommandState.Disabled;

        public async Task<ExecuteCommandResult> AfterAsync(HttpCommandResultContext context, bool isPaused)
        {
            if (!context.Response.IsSuccessStatusCode)
            {
                return CommandResults.Failure($"The producer answers {(int)context.Response.StatusCode}.");
            }

            await SetAsync(isPaused, context.Services);
            return CommandResults.Success();
        }

        // A new snapshot makes the dashboard ask again which button to offer.
        public Task SetAsync(bool isPaused, IServiceProvider services)
        {
            _isPaused = isPaused;
            return services.GetRequiredService<ResourceNotificationService>().PublishUpdateAsync(producer, snapshot => snapshot);
        }
    }
}
