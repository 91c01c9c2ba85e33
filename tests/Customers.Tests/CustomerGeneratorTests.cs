using System.Security.Cryptography;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Customers.Tests;

public class CustomerGeneratorTests
{
    [Fact]
    public void The_first_1000_customers_of_seed_1_never_change()
    {
        using var folder = new TemporaryFolder();
        CustomerCsvWriter.Write(folder["c.csv"], new CustomerGenerator(1).Generate(1_000), TestContext.Current.CancellationToken);
        string hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(folder["c.csv"])));
        Assert.Equal("664cbf4cad3282f40b66894fd4a195f6c1b58d9c503548e9877b8f25bcfe5c77", hash);
    }

    [Fact]
    public void A_customer_depends_on_the_seed_and_the_id_alone()
    {
        Customer[] few = [.. new CustomerGenerator(5).Generate(10)];
        Assert.Equal(few, new CustomerGenerator(5).Generate(10_000).Take(10));
        Assert.Equal(few, Enumerable.Range(1, 10).Select(new CustomerGenerator(5).Create));
        Assert.Empty(few.Select(c => c.Income).Intersect(new CustomerGenerator(6).Generate(10).Select(c => c.Income)));
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(int.MaxValue)]
    public void Any_seed_will_do(int seed) => Assert.Equal(100, new CustomerGenerator(seed).Generate(100).Distinct().Count());

    [Fact]
    public void Customers_are_made_while_they_are_enumerated() =>
        Assert.Equal([1, 2, 3], new CustomerGenerator(1).Generate(int.MaxValue).Take(3).Select(c => c.CustomerId));

    [Fact]
    public void The_last_id_there_is_can_be_made() => Assert.Equal(int.MaxValue, new CustomerGenerator(1).Create(int.MaxValue).CustomerId);

    [Fact]
    public void Making_customers_allocates_nothing_per_customer()
    {
        var generator = new CustomerGenerator(1);
        Assert.Equal(100, generator.Generate(100).Sum(c => c.CustomerId > 0 ? 1 : 0));
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (Customer _ in generator.Generate(20_000))
        {
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
    }

    [Fact]
    public void No_customers_are_none() => Assert.Empty(new CustomerGenerator(1).Generate(0));

    [Fact]
    public void A_negative_count_is_refused_at_once() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CustomerGenerator(1).Generate(-1));
}
