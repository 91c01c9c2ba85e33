using SegmentationUpdates.Dashboard.Display;
using SegmentationUpdates.Dashboard.Feed;

namespace SegmentationUpdates.Dashboard.Components.Status;

/// <summary>How a part of the system is, as far as the feed can tell.</summary>
/// <param name="Name">The part.</param>
/// <param name="State">Well, worth a look, or not working; null when it cannot be told from here.</param>
/// <param name="Text">In a few words.</param>
public sealed record PartHealth(string Name, PartState? State, string Text)
{
    // Behind by more than the consumers ingest in this time, and a little for quiet times.
    private const double SecondsBehind = 10;
    private const long LeastBehind = 1_000;

    // So many may be on their way where hardly any come in.
    private const long FewWait = 20;
    private static readonly TimeSpan SlowApply = TimeSpan.FromMinutes(2);

    public static IReadOnlyList<PartHealth> Of(DashboardSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return [Database(snapshot), Broker(snapshot.Backlog), Consumers(snapshot), Segmentation(snapshot)];
    }

    private static PartHealth Database(DashboardSnapshot snapshot) => snapshot.Connection.IsConnected
        ? new PartHealth("PostgreSQL", PartState.Well, $"answers, since {Times.Clock(snapshot.Connection.Since)} UTC")
        : new PartHealth("PostgreSQL", PartState.Down, snapshot.Connection.Problem ?? "does not answer");

    private static PartHealth Broker(BacklogState? backlog) => backlog switch
    {
        null => new PartHealth("Kafka", null, "not asked by this page"),
        { Messages: null } => new PartHealth("Kafka", PartState.Down, backlog.Problem ?? "does not answer"),
        _ => new PartHealth("Kafka", PartState.Well, "answers"),
    };

    private static PartHealth Consumers(DashboardSnapshot snapshot)
    {
        var (rate, backlog) = (snapshot.Transactions.PerSecond, snapshot.Backlog?.Messages);
        return backlog switch
        {
            null when rate > 0 => new PartHealth("Consumers", PartState.Well, $"store {Numbers.Figure(rate)} a second"),
            null => new PartHealth("Consumers", null, "nothing comes in"),
            0 when rate == 0 => new PartHealth("Consumers", PartState.Well, "nothing waits"),
            > LeastBehind when rate == 0 => new PartHealth("Consumers", PartState.Down, $"store nothing, {Numbers.Count(backlog)} wait"),
            > FewWait when rate == 0 => new PartHealth("Consumers", PartState.Look, $"stored nothing for seconds, {Numbers.Count(backlog)} wait"),
            _ when backlog > Math.Max(LeastBehind, rate * SecondsBehind) =>
                new PartHealth("Consumers", PartState.Look, $"behind by {Numbers.Count(backlog)}"),
            _ => new PartHealth("Consumers", PartState.Well, "keep up"),
        };
    }

    private static PartHealth Segmentation(DashboardSnapshot snapshot) => snapshot.Model switch
    {
        null => new PartHealth("Segmentation", PartState.Look, "no model yet"),
        { AppliedAt: null } model when snapshot.At - model.ActivatedAt > SlowApply =>
            new PartHealth("Segmentation", PartState.Look, $"model {model.Version} is not applied to everybody yet"),
        { AppliedAt: null } model => new PartHealth("Segmentation", PartState.Well, $"model {model.Version} is being applied"),
        { } model => new PartHealth("Segmentation", PartState.Well, $"model {model.Version}, applied to everybody"),
    };
}

public enum PartState
{
    Well,

    /// <summary>Somebody should have a look.</summary>
    Look,
    Down,
}
