using SegmentationUpdates.Standalone.Commands;

namespace SegmentationUpdates.Standalone.Tests.Commands;

public class GeneratedCustomersTests
{
    [Fact]
    public void The_first_customers_of_very_many_are_those_of_a_few_except_perhaps_for_the_segment()
    {
        // Only a stream can give the first of two thousand million.
        var many = GeneratedCustomers.Segmented(int.MaxValue, 5, TestContext.Current.CancellationToken).Take(500).ToList();
        var few = GeneratedCustomers.Segmented(500, 5, TestContext.Current.CancellationToken).ToList();

        Assert.Equal(few.Select(customer => customer with { Segment = null }), many.Select(customer => customer with { Segment = null }));
        Assert.All(few.Concat(many), customer => Assert.NotNull(customer.Segment));
    }

    [Fact]
    public void A_cancellation_ends_the_stream()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var customers = GeneratedCustomers.Segmented(500, 5, cancellation.Token).GetEnumerator();
        Assert.True(customers.MoveNext());

        cancellation.Cancel();

        Assert.Throws<OperationCanceledException>(() => customers.MoveNext());
    }
}
