using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Reclustering;

/// <summary>Who fits nowhere, as a scoring of everybody finds it.</summary>
public sealed class UnusualCustomerTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    private const int Odd = 17;

    [Fact]
    public async Task A_scoring_of_everybody_marks_who_fits_nowhere_and_takes_the_mark_from_who_does_again()
    {
        await Database.AddAsync(TestCustomers.Take(400));
        var income = await Database.ScalarAsync<double>("SELECT income FROM customer_segments WHERE customer_id = $1", Odd);
        await using var host = await PipelineHost.WithReclustering(
            Database, ("Reclustering:Interval", "1.00:00:00"), ("Reclustering:DriftSignificance", "0"), ("Reclustering:AgeingInterval", "00:00:01")).StartAsync();
        await Database.WaitForModelsAsync();
        await Eventually.TrueAsync(async () => await MarkedAsync() > 0, "some fit less well than all but one in a hundred");
        Assert.False(await IsMarkedAsync());
        Assert.InRange(await MarkedAsync(), 3, 12);

        await Database.ExecuteAsync("UPDATE customer_segments SET income = 1e12, debt = 1e12, balance = 1e12 WHERE customer_id = $1", Odd);
        await Eventually.TrueAsync(IsMarkedAsync, "the customer with impossible figures is marked");
        Assert.True(await Database.ScalarAsync<double>("SELECT unusualness FROM unusual_customers WHERE customer_id = $1", Odd) > 99);

        await Database.ExecuteAsync(
            "UPDATE customer_segments SET income = $2, debt = 0, balance = $2 WHERE customer_id = $1", Odd, income);
        await Eventually.TrueAsync(async () => !await IsMarkedAsync(), "the mark is gone");

        // With the customer it goes too.
        var marked = await Database.ScalarAsync<int>("SELECT min(customer_id) FROM unusual_customers");
        Assert.True(await Database.ScalarAsync<bool>("SELECT erase_customer($1)", marked));
        Assert.False(await Database.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM unusual_customers WHERE customer_id = $1)", marked));
    }

    private Task<long> MarkedAsync() => Database.ScalarAsync<long>("SELECT count(*) FROM unusual_customers");

    private Task<bool> IsMarkedAsync() => Database.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM unusual_customers WHERE customer_id = $1)", Odd);
}
