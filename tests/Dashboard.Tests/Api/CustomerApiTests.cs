using System.Net;
using System.Text.Json;
using SegmentationUpdates.Dashboard.Tests.Hosting;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Api;

public sealed class CustomerApiTests(PostgresFixture postgres) : DashboardTest(postgres)
{
    [Fact]
    public async Task A_customer_is_told_with_profile_and_segment()
    {
        await Database.AddAsync(TestCustomers.One(42, average: 12.5, transactions: 4));
        await MoveAsync("few", 42);
        var host = await StartAsync();

        var customer = await host.GetAsync("/customers/42");

        Assert.Equal(
            (42, "few", 50_000, 12.5, 4, false),
            (customer.GetProperty("customer_id").GetInt32(),
                customer.GetProperty("segment").GetString(),
                customer.GetProperty("income").GetDouble(),
                customer.GetProperty("avg_transaction_amt").GetDouble(),
                customer.GetProperty("num_transactions").GetInt32(),
                customer.GetProperty("has_loan").GetBoolean()));
    }

    [Theory]
    [InlineData("/customers/42")]
    [InlineData("/customers/42/changes")]
    [InlineData("/customers/42/transactions")]
    public async Task A_customer_that_does_not_exist_is_a_problem_that_says_so(string path)
    {
        var host = await StartAsync();

        using var response = await host.Client.GetAsync(new Uri($"/api/v1{path}", UriKind.Relative), Cancel);

        await response.AssertProblemAsync(HttpStatusCode.NotFound, "There is no customer 42.");
    }

    [Theory]
    [InlineData("K-17/ä", "/customers/K-17%2F%C3%A4")]
    [InlineData("5000000000", "/customers/5000000000")]
    [InlineData("42", "/customers/42")]
    [InlineData("K-17", "/customers/1000000001")]
    public async Task A_customer_is_found_by_the_banks_own_id_which_is_told_everywhere(string id, string path)
    {
        var number = await Database.ScalarAsync<int>("SELECT (number_customers(ARRAY[$1]))[1]", id);
        await Database.AddAsync(TestCustomers.One(42), TestCustomers.One(number));
        await MoveAsync("few", number);
        await MoveAsync("many", number);
        var host = await StartAsync();

        var customer = await host.GetAsync(path);
        var moves = (await host.GetAsync($"{path}/changes")).GetProperty("items");
        var listed = (await host.GetAsync("/segments/many/customers")).GetProperty("items");

        Assert.Equal((number, id), (customer.GetProperty("customer_id").GetInt32(), customer.GetProperty("external_id").GetString()));
        Assert.All([moves[0], listed[0]], item => Assert.Equal(id, item.GetProperty("external_id").GetString()));
        Assert.Contains($"\n{id},", await host.Client.GetStringAsync(new Uri("/segments/export.csv?segment=many", UriKind.Relative), Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_customer_is_erased_by_the_banks_own_id_and_by_no_number_that_stands_for_it()
    {
        var number = await Database.ScalarAsync<int>("SELECT (number_customers(ARRAY['K-17']))[1]");
        await Database.AddAsync(TestCustomers.One(number));
        var host = await StartAsync();

        using var wrong = await host.Operator.DeleteAsync(new Uri($"/api/v1/customers/{number}", UriKind.Relative), Cancel);
        Assert.Equal(1, await Database.CountAsync("customer_segments"));
        using var right = await host.Operator.DeleteAsync(new Uri("/api/v1/customers/K-17", UriKind.Relative), Cancel);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NoContent), (wrong.StatusCode, right.StatusCode));
        Assert.Equal(0, await Database.CountAsync("customer_segments"));
    }

    [Fact]
    public async Task A_segments_customers_come_page_by_page_each_once()
    {
        await Database.AddAsync(TestCustomers.Take(25));
        await MoveAsync("few", [.. Enumerable.Range(1, 25).Where(id => id % 2 == 1)]);
        var host = await StartAsync();
        var found = new List<int>();
        var pages = 0;

        for (var next = "0"; next is not null; pages++)
        {
            var page = await host.GetAsync($"/segments/few/customers?limit=5&after={next}");
            found.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("customer_id").GetInt32()));
            next = page.GetProperty("next") is { ValueKind: JsonValueKind.Number } id ? id.GetRawText() : null;
        }

        Assert.Equal(Enumerable.Range(1, 25).Where(id => id % 2 == 1), found);
        Assert.Equal(3, pages);
    }

    [Fact]
    public async Task A_customers_history_is_newest_first_and_paged()
    {
        await Database.AddAsync(TestCustomers.Take(2));
        await MoveAsync("few", 1, 2);
        await MoveAsync("many", 1);
        await using var connection = await Database.OpenAsync();
        var payments = new Payments();
        await connection.IngestAsync([payments.Next(1), payments.Next(2), payments.Next(1), payments.Next(1)]);
        var host = await StartAsync();

        var changes = await host.GetAsync("/customers/1/changes");
        var transactions = await host.GetAsync("/customers/1/transactions?limit=2");
        var older = await host.GetAsync($"/customers/1/transactions?limit=2&before={transactions.GetProperty("next").GetRawText()}");

        Assert.Equal(
            ["many", "few"], changes.GetProperty("items").EnumerateArray().Select(change => change.GetProperty("to").GetString()));
        Assert.Equal([1_004, 1_003], Ids(transactions));
        Assert.Equal([1_001], Ids(older));
        Assert.Equal(JsonValueKind.Null, older.GetProperty("next").ValueKind);

        static IEnumerable<long> Ids(JsonElement page) =>
            page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("transaction_id").GetInt64());
    }

    [Theory]
    [InlineData("/customers?limit=0", "limit")]
    [InlineData("/customers?limit=1001", "limit")]
    [InlineData("/changes?wait=61", "wait")]
    [InlineData("/segments/few/customers?limit=-1", "limit")]
    public async Task What_is_out_of_range_is_a_problem_that_names_it(string path, string name)
    {
        var host = await StartAsync();

        using var response = await host.Client.GetAsync(new Uri($"/api/v1{path}", UriKind.Relative), Cancel);

        var problem = await response.AssertProblemAsync(HttpStatusCode.BadRequest, name);
        Assert.True(problem.GetProperty("errors").TryGetProperty(name, out _));
    }

    [Theory]
    [InlineData("/nothing", HttpStatusCode.NotFound, "Nothing answers GET /api/v1/nothing")]
    [InlineData("/customers/x", HttpStatusCode.NotFound, "There is no customer x.")]
    [InlineData("/customers/4294967338", HttpStatusCode.NotFound, "There is no customer 4294967338.")]
    [InlineData("/customers?limit=many", HttpStatusCode.BadRequest, "limit must be a whole number up to 2147483647, not 'many'")]
    [InlineData("/changes?after=abc", HttpStatusCode.BadRequest, "after must be a whole number up to 9223372036854775807, not 'abc'")]
    [InlineData("/changes?after=99999999999999999999", HttpStatusCode.BadRequest, "not '99999999999999999999'")]
    [InlineData("/models/1.5", HttpStatusCode.BadRequest, "version must be a whole number up to 9223372036854775807, not '1.5'")]
    [InlineData("/retraining/latest", HttpStatusCode.BadRequest, "request_id must be a whole number")]
    [InlineData("/transactions", HttpStatusCode.NotFound, "Nothing answers GET /api/v1/transactions")]
    public async Task Every_error_is_a_problem_document_with_a_word_for_its_reader(string path, HttpStatusCode status, string detail)
    {
        var host = await StartAsync();

        using var response = await host.Client.GetAsync(new Uri($"/api/v1{path}", UriKind.Relative), Cancel);

        await response.AssertProblemAsync(status, detail);
        Assert.DoesNotContain(host.Log.Records, record => record.Exception is not null);
    }

    [Theory]
    [InlineData("/segments/At%20risk%20%2F%20inactive/customers")]
    [InlineData("/segments/At%20risk%20%2f%20inactive/customers")]
    [InlineData("/customers?segment=At%20risk%20%2F%20inactive")]
    [InlineData("/customers?segment=At%20risk%20/%20inactive")]
    public async Task A_name_with_a_slash_is_found(string path)
    {
        await Database.AddAsync(TestCustomers.Take(3));
        await MoveAsync("At risk / inactive", 2);
        var host = await StartAsync();

        var page = await host.GetAsync(path);

        Assert.Equal([2], page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("customer_id").GetInt32()));
    }

    [Fact]
    public async Task A_name_that_no_segment_has_is_a_problem_and_an_empty_segment_is_none()
    {
        await Database.AddAsync(TestCustomers.Take(3));
        await MoveAsync("few", 1, 2, 3);
        await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 1, many: 100));
        var host = await StartAsync();
        await host.WaitAsync(snapshot => snapshot.Model is not null, "the model is known");

        using var path = await host.Client.GetAsync(new Uri("/api/v1/segments/fev/customers", UriKind.Relative), Cancel);
        using var query = await host.Client.GetAsync(new Uri("/api/v1/customers?segment=fev", UriKind.Relative), Cancel);

        await path.AssertProblemAsync(HttpStatusCode.NotFound, "There is no segment 'fev'; there are few, many. Did you mean 'few'?");
        await query.AssertProblemAsync(HttpStatusCode.BadRequest, "segment must be the name of a segment, not 'fev'");
        Assert.Empty((await host.GetAsync("/segments/many/customers")).GetProperty("items").EnumerateArray());
        Assert.Empty((await host.GetAsync("/customers?segment=many")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_database_that_is_away_is_said_to_be_and_health_tells_it()
    {
        var host = await StartAsync();
        var name = await Database.ScalarAsync<string>("SELECT current_database()");
        await Database.ExecuteAsync($"REVOKE CONNECT ON DATABASE {name} FROM PUBLIC");
        await Database.TerminateHostsAsync();
        await host.WaitAsync(snapshot => !snapshot.Connection.IsConnected, "the outage is noticed");

        using var health = await host.Client.GetAsync(new Uri("/api/v1/health", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Contains("\"database\":\"away\"", await health.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);

        using var customers = await host.Client.GetAsync(new Uri("/api/v1/customers", UriKind.Relative), Cancel);
        await customers.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "database");
    }

    [Fact]
    public async Task Segments_have_size_share_and_change()
    {
        await Database.AddAsync(TestCustomers.Take(4));
        await MoveAsync("few", 1, 2, 3);
        var host = await StartAsync();
        await host.WaitAsync(snapshot => snapshot.Customers == 4, "the customers are counted");

        var segments = await host.GetAsync("/segments");

        Assert.Equal(4, segments.GetProperty("customers").GetInt32());
        Assert.Equal(
            [("few", 3, 0.75), (null, 1, 0.25)],
            segments.GetProperty("segments").EnumerateArray().Select(segment => (
                segment.GetProperty("segment").GetString(),
                segment.GetProperty("customers").GetInt32(),
                segment.GetProperty("share").GetDouble())));
    }
}
