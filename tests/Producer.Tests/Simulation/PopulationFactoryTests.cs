using SegmentationUpdates.Producer.Simulation;
using SegmentationUpdates.Tables.Sources;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Producer.Tests.Simulation;

public sealed class PopulationFactoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_realistic_customers_are_those_of_the_file()
    {
        var file = _folder.Write("customers.csv", CustomerFiles.Text(CustomerFiles.Row1, CustomerFiles.Row2));

        var population = Create(new SimulationOptions { CustomersFile = file, Seed = 1 });

        Assert.Equal([1, 2], Payments.Of(population, 500).Select(payment => payment.CustomerId).Distinct().Order());
    }

    [Fact]
    public void The_uniform_customers_need_no_file()
    {
        var options = new SimulationOptions { Profile = SimulationProfile.Uniform, Customers = 3, CustomersFile = _folder["none.csv"], Seed = 1 };

        Assert.Equal([1, 2, 3], Payments.Of(Create(options), 500).Select(payment => payment.CustomerId).Distinct().Order());
    }

    [Fact]
    public void A_missing_file_is_named() => Assert.Contains(
        _folder["none.csv"],
        Assert.Throws<TableException>(() => Create(new SimulationOptions { CustomersFile = _folder["none.csv"] })).Message);

    [Fact]
    public void Without_a_seed_runs_differ()
    {
        var options = new SimulationOptions { Profile = SimulationProfile.Uniform };

        Assert.NotEqual(Payments.Of(Create(options), 20), Payments.Of(Create(options), 20));
    }

    private static IPopulation Create(SimulationOptions options) =>
        PopulationFactory.Create(options, source: null, state: null, TestContext.Current.CancellationToken);
}
