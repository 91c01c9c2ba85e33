using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http;
using Npgsql;
using SegmentationUpdates.Customers;
using SegmentationUpdates.Dashboard.Export;
using SegmentationUpdates.Dashboard.Queries;
using SegmentationUpdates.Dashboard.Tests.Hosting;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Api;

public sealed class CustomerFileTests(PostgresFixture postgres) : DashboardTest(postgres)
{
    [Fact]
    public async Task The_file_has_exactly_what_the_pages_have_in_their_order()
    {
        await Database.AddAsync(TestCustomers.Take(40));
        await MoveAsync("At risk, \"inactive\"", [.. Enumerable.Range(1, 30)]);
        var host = await StartAsync();
        const string Query = "segment=At%20risk,%20%22inactive%22&balance_min=100&sort=-total_products_owned";

        using var response = await host.Client.GetAsync($"/api/v1/customers.csv?{Query}", Cancel);
        var page = await host.GetAsync($"/customers?{Query}&limit=1000");

        Assert.Equal(
            ("text/csv", "customers.csv", true),
            (response.Content.Headers.ContentType!.MediaType, response.Content.Headers.ContentDisposition!.FileName, response.Headers.CacheControl!.NoStore));
        var lines = (await response.Content.ReadAsStringAsync(Cancel)).TrimEnd().Split("\r\n");
        Assert.Equal(
            $"{(await File.ReadAllLinesAsync(TestCustomers.File, Cancel))[0]},spending_per_month,payments_per_month,recent_transaction_amt", lines[0]);
        var items = page.GetProperty("items").EnumerateArray().ToList();
        Assert.NotEmpty(items);
        Assert.Equal(
            items.Select(item => string.Join(',', new[] { "customer_id", "income", "balance" }.Select(name => item.GetProperty(name).GetRawText()))),
            lines.Skip(1).Select(line => string.Join(',', line.Split(',')[..3])));
        Assert.Equal(
            items.Select(item => "\"At risk, \"\"inactive\"\"\"," + string.Join(
                ',', CustomerColumns.Recent.Select(name => item.GetProperty(name).GetRawText()))),
            lines.Skip(1).Select(line => line[line.IndexOf('"', StringComparison.Ordinal)..]));
    }

    [Fact]
    public async Task What_is_wrong_is_a_problem_and_no_file()
    {
        var host = await StartAsync();
        (string Query, string Says)[] wrong =
        [
            ("blance_min=1", "blance_min is no parameter of this address. Did you mean 'balance_min'?"),
            ("after=3", "after is no parameter of this address"),
            ("segment=fev", "segment must be the name of a segment, not 'fev'"),
        ];

        foreach (var (query, says) in wrong)
        {
            using var response = await host.Client.GetAsync($"/api/v1/customers.csv?{query}", Cancel);
            await response.AssertProblemAsync(HttpStatusCode.BadRequest, says);
        }
    }

    [Fact]
    public async Task A_reader_who_does_not_read_holds_no_session()
    {
        await Database.AddAsync(Enumerable.Range(1, 5_000).Select(id => TestCustomers.One(id)));
        await using var onlyOne = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Database.ConnectionString) { MaxPoolSize = 1, Timeout = 5 });
        using var turns = new ExportTurns();
        var file = new CustomerCsv(new CustomerFinder(onlyOne, TimeProvider.System), turns);
        await using var reader = new StreamThatAsksMeanwhile(onlyOne);
        var context = new DefaultHttpContext { RequestAborted = Cancel };
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(reader));
        var search = new CustomerSelection { Order = new CustomerOrder("balance", IsDescending: true) };

        await file.SendAsync(context, search.Filter, await file.IdsAsync(search, Cancel), "customers.csv");

        Assert.Equal(5_001, Encoding.UTF8.GetString(reader.ToArray()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.True(reader.Writes > 2, "the file is written in parts");
    }

    // While it takes something in, it needs the only session there is.
    private sealed class StreamThatAsksMeanwhile(NpgsqlDataSource source) : MemoryStream
    {
        public int Writes { get; private set; }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await base.WriteAsync(buffer, cancellationToken);
            Writes++;
        }
    }
}
