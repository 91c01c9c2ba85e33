namespace SegmentationUpdates.Fault.Tests.Soak;

public class SoakPlanTests
{
    private static readonly FaultKind[] Kinds = Enum.GetValues<FaultKind>();

    [Fact]
    public void The_same_seed_draws_the_same_faults_and_another_one_others()
    {
        Assert.Equal(Draw(seed: 7, 200), Draw(seed: 7, 200));
        Assert.NotEqual(Draw(seed: 7, 200).Select(fault => fault.Kind), Draw(seed: 8, 200).Select(fault => fault.Kind));
    }

    [Fact]
    public void Each_kind_comes_once_in_a_round_and_the_rounds_have_another_order()
    {
        var rounds = Draw(seed: 7, Kinds.Length * 3).Select(fault => fault.Kind).Chunk(Kinds.Length).ToList();

        Assert.All(rounds, round => Assert.Equal(Kinds, round.Order()));
        Assert.NotEqual(rounds[0], rounds[1]);
        Assert.NotEqual(rounds[1], rounds[2]);
    }

    [Fact]
    public void Faults_and_the_pauses_between_them_have_an_end() => Assert.All(Draw(seed: 7, 500), fault =>
    {
        Assert.InRange(fault.Duration, TimeSpan.Zero, TimeSpan.FromSeconds(9));
        Assert.InRange(fault.Pause, TimeSpan.Zero, TimeSpan.FromSeconds(4));
    });

    [Fact]
    public async Task Several_hands_break_things_at_once_and_the_account_has_every_fault()
    {
        var account = new SoakAccount();
        var (inHand, most, broken) = (0, 0, 0);
        var both = new TaskCompletionSource();
        await SoakHands.BreakAsync(
            new SoakPlan(7, Kinds),
            account,
            async fault =>
            {
                if (Interlocked.Increment(ref inHand) == 2)
                {
                    most = 2;
                    both.TrySetResult();
                }

                await both.Task;
                Interlocked.Increment(ref broken);
                Interlocked.Decrement(ref inHand);
            },
            hands: 2,
            isOver: () => broken >= 40,
            _ => Task.CompletedTask);

        Assert.Equal(2, most);
        Assert.Equal(broken, account.Faults.Sum(fault => fault.Times));
        Assert.Equal(Kinds.Length, account.Faults.Count());
    }

    private static DrawnFault[] Draw(int seed, int count)
    {
        var plan = new SoakPlan(seed, Kinds);
        return [.. Enumerable.Range(0, count).Select(_ => plan.Next())];
    }
}
