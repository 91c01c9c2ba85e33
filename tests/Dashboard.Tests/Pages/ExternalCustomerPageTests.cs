using SegmentationUpdates.Dashboard.Tests.Hosting;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Pages;

public sealed class ExternalCustomerPageTests(PostgresFixture postgres) : DashboardTest(postgres)
{
    [Theory]
    [InlineData("K-17/ä", "customers/K-17%2F%C3%A4", "Customer K-17/&#xE4;</h1>")]
    [InlineData("5000000000", "customers/5000000000", "Customer 5000000000</h1>")]
    [InlineData("5000000000", "customers/1000000001", "Customer 5000000000</h1>")]
    [InlineData("5000000000", "customers/K-18", "There is no customer K-18.")]
    [InlineData("K-17/ä", "customers", "<a href=\"customers/K-17%2F%C3%A4\">K-17/&#xE4;</a>")]
    public async Task A_page_knows_a_customer_by_the_banks_own_id(string id, string path, string shown)
    {
        var number = await Database.ScalarAsync<int>("SELECT (number_customers(ARRAY[$1]))[1]", id);
        await Database.AddAsync(TestCustomers.One(number));
        var host = await StartAsync();

        var page = await host.Client.GetStringAsync(new Uri(path, UriKind.Relative), Cancel);

        Assert.Contains(shown, page, StringComparison.Ordinal);
    }
}
