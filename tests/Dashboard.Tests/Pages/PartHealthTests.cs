using SegmentationUpdates.Dashboard.Components.Status;
using SegmentationUpdates.Dashboard.Feed;

namespace SegmentationUpdates.Dashboard.Tests.Pages;

public sealed class PartHealthTests
{
    private static readonly DateTime Now = new(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc);

    private static readonly DashboardSnapshot Well = new()
    {
        Sequence = 1,
        At = Now,
        Connection = new FeedConnection(IsConnected: true, Now, Problem: null),
        Transactions = new TransactionState { PerSecond = 200 },
        Backlog = new BacklogState(150, Problem: null),
        Model = new ModelState(3, Now.AddMinutes(-5), Now.AddMinutes(-4), ["a"]),
    };

    [Fact]
    public void All_is_well_when_all_is_well() => Assert.All(PartHealth.Of(Well), part => Assert.Equal(PartState.Well, part.State));

    [Fact]
    public void A_database_that_is_away_is_down() => Assert.Equal(
        PartState.Down, State("PostgreSQL", Well with { Connection = new FeedConnection(IsConnected: false, Now, "refused") }));

    [Fact]
    public void A_broker_that_does_not_answer_is_down() =>
        Assert.Equal(PartState.Down, State("Kafka", Well with { Backlog = new BacklogState(null, "timed out") }));

    [Fact]
    public void A_broker_that_is_not_asked_is_unknown() => Assert.Null(State("Kafka", Well with { Backlog = null }));

    [Theory]
    [InlineData(200, 2_500, PartState.Look)]
    [InlineData(200, 1_900, PartState.Well)]
    [InlineData(0, 5_000, PartState.Down)]
    [InlineData(0, 21, PartState.Look)]
    [InlineData(0, 20, PartState.Well)]
    [InlineData(1, 21, PartState.Well)]
    [InlineData(0, 0, PartState.Well)]
    public void Consumers_are_judged_by_what_waits_against_what_they_store(double rate, long waiting, PartState state) => Assert.Equal(
        state,
        State("Consumers", Well with { Transactions = new TransactionState { PerSecond = rate }, Backlog = new BacklogState(waiting, null) }));

    [Fact]
    public void A_model_that_is_not_applied_for_minutes_is_worth_a_look() => Assert.Equal(
        PartState.Look, State("Segmentation", Well with { Model = new ModelState(3, Now.AddMinutes(-5), AppliedAt: null, ["a"]) }));

    private static PartState? State(string part, DashboardSnapshot snapshot) => PartHealth.Of(snapshot).Single(p => p.Name == part).State;
}
