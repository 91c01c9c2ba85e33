using System.Net;
using System.Text.Json;
using SegmentationUpdates.Customers;
using SegmentationUpdates.Dashboard.Tests.Hosting;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Api;

public sealed class CustomerListTests(PostgresFixture postgres) : DashboardTest(postgres)
{
    private const int Many = 60;

    [Fact]
    public async Task Each_filter_finds_those_for_whom_it_holds()
    {
        var customers = TestCustomers.Take(Many);
        await Database.AddAsync(customers);
        await MoveAsync("few", [.. customers.Where(c => c.CustomerId % 3 == 0).Select(c => c.CustomerId)]);
        await MoveAsync("At risk / inactive", [.. customers.Where(c => c.CustomerId % 3 == 1).Select(c => c.CustomerId)]);
        await Database.ExecuteAsync("INSERT INTO unusual_customers (customer_id, unusualness) VALUES (5, 99.5), (9, 100)");
        var host = await StartAsync();
        var balance = customers[7].Balance;
        var days = customers[7].DaysFromLastTransaction;
        (string Query, Func<Customer, bool> Holds)[] filters =
        [
            ("", _ => true),
            ("segment=few", c => c.CustomerId % 3 == 0),
            ("segment=few&segment=At%20risk%20%2F%20inactive", c => c.CustomerId % 3 != 2),
            ("segment=", c => c.CustomerId % 3 == 2),
            ("segment=few&segment=", c => c.CustomerId % 3 != 1),
            ($"balance_min={balance:R}", c => c.Balance >= balance),
            ($"balance_max={balance:R}&balance_min=", c => c.Balance <= balance),
            ($"days_from_last_transaction_min={days}", c => c.DaysFromLastTransaction >= days),
            ($"days_from_last_transaction_min={days + 0.5:R}", c => c.DaysFromLastTransaction > days),
            ($"days_from_last_transaction_max={days}", c => c.DaysFromLastTransaction <= days),
            ($"days_from_last_transaction_min={days}&days_from_last_transaction_max={days}", c => c.DaysFromLastTransaction == days),
            ("days_from_last_transaction_max=-1", _ => false),
            ("days_from_last_transaction_min=1e300", _ => false),
            ("days_from_last_transaction_max=1e300", _ => true),
            ("has_loan_min=1", c => c.HasLoan == 1),
            ("tenure_min=3&tenure_max=5&segment=few", c => c.Tenure is >= 3 and <= 5 && c.CustomerId % 3 == 0),
            ("id_prefix=4", c => c.CustomerId is 4 or (>= 40 and <= 49)),
            ("id_prefix=0", _ => false),
            ("ids=7,%2011,999", c => c.CustomerId is 7 or 11),
            ("ids=7&ids=8&id_prefix=8", c => c.CustomerId == 8),
            ("ids=1)%20OR%20(1=1", _ => false),
            ("id_prefix=07", _ => false),
            ("id_prefix=1'%20OR%20'1'='1", _ => false),
            ("id_prefix=9999999999", _ => false),
            ("unusual=true", c => c.CustomerId is 5 or 9),
            ("unusual=true&ids=9,10", c => c.CustomerId == 9),
            ("unusual=false", _ => true),
        ];

        foreach (var (query, holds) in filters)
        {
            Assert.Equal((query, Text(Ids(customers.Where(holds)))), (query, Text(Ids(await host.GetAsync($"/customers?limit=1000&{query}")))));
        }
    }

    [Fact]
    public async Task Who_fits_nowhere_is_listed_the_most_unusual_first()
    {
        await Database.AddAsync(TestCustomers.Take(9));
        await Database.ExecuteAsync(
            """
            UPDATE customer_segments SET segment = 'few' WHERE customer_id = 9;
            INSERT INTO unusual_customers (customer_id, unusualness) VALUES (5, 99.5), (9, 100), (7, 99.9);
            """);
        var host = await StartAsync();

        var unusual = (await host.GetAsync("/unusual-customers?limit=2")).EnumerateArray().ToList();

        Assert.Equal([(9, 100), (7, 99.9)], unusual.Select(c => (c.GetProperty("customer_id").GetInt32(), c.GetProperty("unusualness").GetDouble())));
        Assert.Equal("few", unusual[0].GetProperty("segment").GetString());
    }

    [Theory]
    [InlineData("ids=K-17,57,58,1000000001", "K-17", "57", "58")]
    [InlineData("id_prefix=K-", "K-17", "K-2")]
    [InlineData("id_prefix=5", "57", "58")]
    [InlineData("id_prefix=1")] // The numbers that stand for the others are nobody's ids.
    public async Task Customers_are_found_by_the_banks_own_ids(string query, params string[] ids)
    {
        var numbers = await Database.ScalarAsync<int[]>("SELECT number_customers(ARRAY['K-17', 'K-2', '57'])");
        await Database.AddAsync([.. numbers.Select(number => TestCustomers.One(number)), TestCustomers.One(58)]);
        var host = await StartAsync();

        var found = (await host.GetAsync($"/customers?{query}")).GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("external_id").GetString() ?? item.GetProperty("customer_id").GetRawText());

        Assert.Equal(ids.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_feature_can_be_a_range()
    {
        await Database.AddAsync(TestCustomers.Take(Many));
        var host = await StartAsync();

        foreach (var column in CustomerColumns.Live)
        {
            var items = (await host.GetAsync($"/customers?limit=1000&sort=-{column}")).GetProperty("items").EnumerateArray().ToList();
            var middle = Value(items[Many / 2], column);

            var above = await host.GetAsync($"/customers?limit=1000&{column}_min={middle:R}");

            Assert.Equal((column, items.Count(item => Value(item, column) >= middle)), (column, above.GetProperty("items").GetArrayLength()));
            Assert.Equal(items.Select(item => Value(item, column)).OrderDescending(), items.Select(item => Value(item, column)));
        }
    }

    [Fact]
    public async Task A_move_is_found_since_its_time_and_a_first_placement_is_none()
    {
        await Database.AddAsync(TestCustomers.Take(6));
        await MoveAsync("few", 1, 2, 3, 4, 5, 6);
        await MoveAsync("many", 1, 2, 3);
        await Database.ExecuteAsync(
            "UPDATE segment_changes SET changed_at = now() - INTERVAL '3 hours' WHERE from_segment IS NULL OR customer_id = 1");
        await Database.ExecuteAsync("UPDATE segment_changes SET changed_at = now() - INTERVAL '3 days' WHERE customer_id = 1");
        var host = await StartAsync();
        (string Query, string Found)[] expected =
        [
            ("moved_since=2h", "2 3"),
            ("moved_since=90m&segment=many&sort=-customer_id", "3 2"),
            ("moved_since=7d", "1 2 3"),
            ("moved_since=0001-01-01", "1 2 3"),
            ($"moved_since={DateTime.UtcNow.AddDays(1):yyyy-MM-dd'T'HH:mm:ss'Z'}", ""),
        ];

        foreach (var (query, found) in expected)
        {
            Assert.Equal((query, found), (query, Text(Ids(await host.GetAsync($"/customers?{query}")))));
        }
    }

    [Fact]
    public async Task Pages_hold_everybody_once_in_both_directions_with_ties_too()
    {
        string[] columns = ["customer_id", "balance", "total_products_owned", "has_loan", "days_from_last_transaction"];
        await Database.AddAsync(TestCustomers.Take(Many));
        var host = await StartAsync();

        foreach (var sort in columns.SelectMany(column => new[] { column, $"-{column}" }))
        {
            var whole = Ids(await host.GetAsync($"/customers?limit=1000&sort={sort}"));
            var (forwards, before) = await WalkAsync(host, $"sort={sort}", "next", "after");
            var (backwards, _) = await WalkAsync(host, $"sort={sort}&before={before}", "previous", "before");

            Assert.Equal(Many, whole.Distinct().Count());
            Assert.Equal(whole, forwards.SelectMany(page => page));
            Assert.Equal(whole, Enumerable.Reverse(backwards).SelectMany(page => page).Concat(forwards[^1]));
        }
    }

    [Fact]
    public async Task What_is_wrong_is_named_with_what_is_allowed_and_nothing_of_it_reaches_the_database()
    {
        await Database.AddAsync(TestCustomers.Take(3));
        var host = await StartAsync();
        var cursor = (await host.GetAsync("/customers?limit=1&sort=balance")).GetProperty("next").GetString();
        (string Query, string Field, string Says)[] wrong =
        [
            ("blance_min=1", "blance_min", "is no parameter of this address. Did you mean 'balance_min'?"),
            ("offset=5", "offset", "is no parameter of this address"),
            ("balance_min=many", "balance_min", "must be a number, such as 10000 or 0.5, not 'many'"),
            ("balance_min=NaN", "balance_min", "must be a number"),
            ("balance_min=1&balance_min=2", "balance_min", "must not be given twice"),
            ("balance_min=5&balance_max=4", "balance_min", "must not be above balance_max"),
            ("balance_min=0%20OR%201=1", "balance_min", "must be a number"),
            ("moved_since=yesterday", "moved_since", "must be a time in UTC such as 2026-01-31T08:30:00Z, a day"),
            ("unusual=perhaps", "unusual", "must be true or false, not 'perhaps'"),
            ("moved_since=999999d", "moved_since", "not '999999d'"),
            ("sort=balanse", "sort", "did you mean 'balance'?"),
            ("sort=balance;DROP%20TABLE%20customer_segments", "sort", "must be one of customer_id, income, balance"),
            ("sort=segment", "sort", "must be one of"),
            ("id_prefix=a%0Ab", "id_prefix", "must be the beginning of an id"),
            ("ids=7,a%0Ab", "ids", "must be ids of customers with commas between them"),
            ("after=x", "after", "must be next of a page that was sorted by customer_id; leave it out to begin again, not 'x'"),
            ($"sort=-balance&after={cursor}", "after", "sorted by -balance"),
            ("sort=balance&after=AAAA", "after", "sorted by balance"),
            ("after=1&before=9", "before", "cannot stand beside after"),
            ("segment='%20OR%20''='", "segment", "must be the name of a segment"),
        ];

        foreach (var (query, field, says) in wrong)
        {
            using var response = await host.Client.GetAsync($"/api/v1/customers?{query}", Cancel);
            var problem = await response.AssertProblemAsync(HttpStatusCode.BadRequest, says);
            Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), query);
        }

        Assert.Equal(3, (await host.GetAsync("/customers")).GetProperty("items").GetArrayLength());
        Assert.DoesNotContain(host.Log.Records, record => record.Exception is not null);
    }

    /// <returns>The pages in the order in which they were read, and previous of the last one.</returns>
    private static async Task<(List<int[]> Pages, string? Before)> WalkAsync(DashboardHost host, string query, string link, string parameter)
    {
        var pages = new List<int[]>();
        var sort = query.Split('&')[0];
        JsonElement page;
        do
        {
            page = await host.GetAsync($"/customers?limit=7&{query}");
            pages.Add(Ids(page));
            query = $"{sort}&{parameter}={page.GetProperty(link).GetString()}";
            Assert.InRange(pages.Count, 1, Many);
        }
        while (page.GetProperty(link).ValueKind == JsonValueKind.String);

        return (pages, page.GetProperty("previous").GetString());
    }

    private static string Text(int[] ids) => string.Join(' ', ids);

    private static double Value(JsonElement item, string column) => item.GetProperty(column) switch
    {
        { ValueKind: JsonValueKind.True } => 1,
        { ValueKind: JsonValueKind.False } => 0,
        var number => number.GetDouble(),
    };

    private static int[] Ids(JsonElement page) =>
        [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("customer_id").GetInt32())];

    private static int[] Ids(IEnumerable<Customer> customers) => [.. customers.Select(customer => customer.CustomerId)];
}
