using CsCheck;
using Microsoft.Extensions.Time.Testing;
using SegmentationUpdates.Messaging.Transactions;

namespace SegmentationUpdates.Messaging.Tests.Transactions;

public class TransactionIdGeneratorTests
{
    private const int IdsPerMillisecond = 1 << TransactionIdGenerator.SequenceBits;
    private static readonly DateTimeOffset Start = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Ids_grow_strictly_whatever_the_clock_does() => Gen.Int[-5000, 5000].Array[1, 300].Sample(steps =>
    {
        var clock = Clock(Start);
        var ids = new TransactionIdGenerator(clock, 17);
        var last = 0L;
        foreach (var milliseconds in steps)
        {
            clock.AdjustTime(clock.GetUtcNow().AddMilliseconds(milliseconds));
            for (var i = 0; i < 20; i++)
            {
                var id = ids.Next();
                Assert.True(id > last, $"{id} came after {last}");
                last = id;
            }
        }
    });

    [Fact]
    public void A_used_up_sequence_borrows_the_next_millisecond_and_repeats_nothing()
    {
        var clock = Clock(Start);
        var ids = new TransactionIdGenerator(clock, 1023);

        var borrowed = Take(ids, 3 * IdsPerMillisecond);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        var then = Take(ids, IdsPerMillisecond);

        Assert.Equal(borrowed.Concat(then).Order().Distinct(), borrowed.Concat(then));
        Assert.True(borrowed[^1] < TransactionIdGenerator.FirstAt(Start.AddMilliseconds(3)));
        Assert.True(then[0] >= TransactionIdGenerator.FirstAt(Start.AddMilliseconds(3)));
    }

    [Fact]
    public void Producers_with_different_numbers_never_give_the_same_id() =>
        Gen.Int[0, 1023].HashSet[2, 6].Sample(numbers =>
        {
            var clock = Clock(Start);
            var all = new HashSet<long>();
            var producers = numbers.Select(number => new TransactionIdGenerator(clock, number)).ToList();
            for (var step = 0; step < 3; step++)
            {
                foreach (var id in producers.SelectMany(producer => Take(producer, IdsPerMillisecond + 10)))
                {
                    Assert.True(all.Add(id), $"{id} was given twice");
                }

                clock.AdjustTime(clock.GetUtcNow().AddMilliseconds(step == 0 ? -1 : 1));
            }
        }, iter: 20);

    [Fact]
    public void The_number_of_its_producer_can_be_read_from_an_id() => Gen.Int[0, 1023].Sample(number =>
    {
        var id = Take(new TransactionIdGenerator(Clock(Start), number), 5)[^1];

        Assert.Equal(number, (id >> TransactionIdGenerator.SequenceBits) & ((1 << TransactionIdGenerator.NumberBits) - 1));
    });

    [Fact]
    public void The_first_id_of_a_moment_divides_the_ids_before_from_those_after()
    {
        var clock = Clock(Start);
        var before = Take(new TransactionIdGenerator(clock, 1023), IdsPerMillisecond);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        var after = new TransactionIdGenerator(clock, 0).Next();

        var first = TransactionIdGenerator.FirstAt(clock.GetUtcNow());

        Assert.Equal(first, after);
        Assert.All(before, id => Assert.True(id < first));
    }

    [Fact]
    public void Ids_are_positive_for_the_next_sixty_years() => Assert.InRange(
        new TransactionIdGenerator(Clock(new DateTimeOffset(2086, 1, 1, 0, 0, 0, TimeSpan.Zero)), 1023).Next(), 1, long.MaxValue);

    [Theory]
    [InlineData(-1)]
    [InlineData(1024)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void A_number_that_does_not_fit_is_refused(int number) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TransactionIdGenerator(Clock(Start), number));

    // AdjustTime, unlike Advance, may go back.
    private static FakeTimeProvider Clock(DateTimeOffset start) => new(start);

    private static List<long> Take(TransactionIdGenerator ids, int count) => [.. Enumerable.Range(0, count).Select(_ => ids.Next())];
}
