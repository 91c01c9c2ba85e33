using Spectre.Console;
using Spectre.Console.Rendering;

namespace SegmentationUpdates.Standalone.Views;

/// <summary>A bar that is drawn over itself, with rate and time left, and is gone when the work is over.</summary>
internal sealed class WorkBar : IWorkDisplay
{
    // With name, numbers, rate and time left, a line of 80 columns.
    private const int BarColumns = 16;

    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ProgressTask> _task = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _drawing;
    private volatile WorkState? _state;

    public WorkBar(IAnsiConsole console) => _drawing = console.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn { Width = BarColumns }, new StateColumn(this))
        .StartAsync(async context =>
        {
            // The name comes with the first state; the library wants one at once.
            _task.SetResult(context.AddTask("working", autoStart: true));
            await _over.Task;
        });

    public TimeSpan Interval { get; } = TimeSpan.FromMilliseconds(200);

    public void Show(WorkState state)
    {
        _state = state;
        if (_task.Task.IsCompletedSuccessfully)
        {
            var task = _task.Task.Result;
            task.Description = Markup.Escape(state.Name);
            task.IsIndeterminate = state.Total is null;
            task.MaxValue = Math.Max(1, state.Total ?? 1);
            task.Value = state.Total is null ? 0 : state.Done;
        }
    }

    public void Dispose()
    {
        _over.TrySetResult();
        _drawing.GetAwaiter().GetResult();
    }

    /// <summary>Numbers, rate and time left.</summary>
    private sealed class StateColumn(WorkBar bar) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(bar._state is { } state ? state.Line[(state.Name.Length + 2)..] : "");
    }
}
