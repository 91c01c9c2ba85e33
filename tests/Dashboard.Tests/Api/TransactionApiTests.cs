using System.Net;
using System.Text.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SegmentationUpdates.Dashboard.Tests.Hosting;
using SegmentationUpdates.Dashboard.Transactions;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Api;

public sealed class TransactionApiTests(PostgresFixture postgres) : DashboardTest(postgres)
{
    private static readonly DateTime Time = new(2026, 1, 31, 8, 30, 0, 123, DateTimeKind.Utc);

    private TestKafka _kafka = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _kafka = await TestKafka.StartAsync(partitions: 3);
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        _kafka.Dispose();
    }

    [Fact]
    public async Task A_transaction_gets_an_id_and_is_in_Kafka_keyed_by_its_customer()
    {
        var host = await StartAsync(_kafka);

        using var response = await PostAsync(host, """{"customer_id":42,"transaction_amt":19.95,"transaction_time":"2026-01-31T08:30:00.123Z"}""");

        var id = Assert.Single(await IdsAsync(response));
        Assert.True(id >= TransactionIdGenerator.FirstAt(DateTimeOffset.UtcNow.AddMinutes(-5)));
        var message = Assert.Single(_kafka.Read(_kafka.Topics.Transactions, partitions: 3)).Message;
        Assert.Equal(TransactionCodec.EncodeKey(42), message.Key);
        Assert.Null(TransactionCodec.TryDecode(message.Value, DateTime.UtcNow, out var transaction));
        Assert.Equal(new Transaction(id, 42, 19.95, Time), transaction);
    }

    [Fact]
    public async Task A_customer_may_be_named_by_a_text()
    {
        var host = await StartAsync(_kafka);

        using var response = await PostAsync(host, """{"customer_id":"K-17","transaction_amt":19.95,"transaction_time":"2026-01-31T08:30:00.123Z"}""");

        var id = Assert.Single(await IdsAsync(response));
        var message = Assert.Single(_kafka.Read(_kafka.Topics.Transactions, partitions: 3)).Message;
        Assert.Equal("K-17", Encoding.UTF8.GetString(message.Key));
        Assert.Null(TransactionCodec.TryDecode(message.Value, DateTime.UtcNow, out var transaction));
        Assert.Equal(new Transaction(id, 0, 19.95, Time) { ExternalCustomerId = "K-17" }, transaction);
    }

    [Fact]
    public async Task Many_are_sent_at_once_in_their_order_and_with_the_ids_they_came_with()
    {
        var host = await StartAsync(_kafka);

        using var response = await PostAsync(host, $"[{One(1, id: 77)},{One(2)},{One(3, id: 78)}]");

        var ids = await IdsAsync(response);
        Assert.Equal((77, 78, 3), (ids[0], ids[2], ids.Distinct().Count()));
        var sent = _kafka.Read(_kafka.Topics.Transactions, partitions: 3).Select(result =>
        {
            Assert.Null(TransactionCodec.TryDecode(result.Message.Value, DateTime.UtcNow, out var transaction));
            return (transaction.CustomerId, transaction.TransactionId);
        });
        Assert.Equal([(1, ids[0]), (2, ids[1]), (3, ids[2])], sent.Order());
    }

    [Theory]
    [InlineData("""{"customer_id":1,"transaction_amt":-1,"transaction_time":"2026-01-31T08:30:00Z"}""", "transaction_amt")]
    [InlineData("""{"customer_id":1,"transaction_amt":1,"transaction_time":"2026-01-31T08:30:00"}""", "offset")]
    [InlineData("""{"customer_id":1,"transaction_amt":1,"transaction_time":"2099-01-31T08:30:00Z"}""", "future")]
    [InlineData("""{"customer_id":"","transaction_amt":1,"transaction_time":"2026-01-31T08:30:00Z"}""", "customer_id")]
    [InlineData("""{"customer_id":1,"transaction_amt":1,"customer_id":2,"transaction_time":"2026-01-31T08:30:00Z"}""", "customer_id")]
    [InlineData("""{"transaction_id":null,"customer_id":1,"transaction_amt":1,"transaction_time":"2026-01-31T08:30:00Z"}""", "transaction_id")]
    [InlineData("""{"transaction_id":9,"customer_id":2,"transaction_amt":1,"transaction_time":"2026-01-31T08:30:00Z"}""", "transaction_id 9 stands at [0] as well")]
    [InlineData("{}", "customer_id, transaction_amt, transaction_time are missing")]
    [InlineData("5", "object")]
    public async Task When_one_is_invalid_the_problem_names_it_and_none_is_sent(string invalid, string because)
    {
        var host = await StartAsync(_kafka);

        using var response = await PostAsync(host, $"[{One(1, id: 9)},{invalid},{One(3)}]");

        var problem = await response.AssertProblemAsync(HttpStatusCode.BadRequest, "1 of 3 transactions are invalid; none was sent");
        var error = Assert.Single(problem.GetProperty("errors").EnumerateObject());
        Assert.Equal("[1]", error.Name);
        Assert.Contains(because, error.Value[0].GetString(), StringComparison.Ordinal);
        Assert.Empty(_kafka.Read(_kafka.Topics.Transactions, partitions: 3));
    }

    [Theory]
    [InlineData("[{", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    public async Task What_is_no_JSON_is_a_problem(string body, HttpStatusCode status)
    {
        var host = await StartAsync(_kafka);

        using var response = await PostAsync(host, body);

        await response.AssertProblemAsync(status);
        Assert.DoesNotContain(host.Log.Records, record => record.Exception is not null);
    }

    [Fact]
    public async Task A_body_of_another_type_is_told_to_be_JSON()
    {
        var host = await StartAsync(_kafka);
        using var text = new StringContent(One(1), Encoding.UTF8, "text/plain");

        using var response = await host.Operator.PostAsync(new Uri("/api/v1/transactions", UriKind.Relative), text, Cancel);

        await response.AssertProblemAsync(HttpStatusCode.UnsupportedMediaType, "Send JSON, with Content-Type: application/json.");
    }

    [Fact]
    public async Task Too_many_at_a_time_are_refused()
    {
        var host = await StartAsync(_kafka, ("TransactionsPerRequest", "2"));

        using var count = await PostAsync(host, $"[{One(1)},{One(2)},{One(3)}]");
        using var bytes = await PostAsync(host, $"[{One(1)}{new string(' ', 5_000)}]");

        await count.AssertProblemAsync(HttpStatusCode.RequestEntityTooLarge, "up to 2");
        await bytes.AssertProblemAsync(HttpStatusCode.RequestEntityTooLarge, "up to 2");
        Assert.Empty(_kafka.Read(_kafka.Topics.Transactions, partitions: 3));
    }

    [Fact]
    public async Task While_the_consumers_are_too_far_behind_transactions_are_put_off()
    {
        var host = await StartAsync(_kafka, ("MaxBacklog", "3"));
        await _kafka.ProduceAsync(new Payments().Many(5, lastCustomer: 5));
        await host.WaitAsync(snapshot => snapshot.Backlog is { Messages: 5 }, "the backlog is known");

        using var response = await PostAsync(host, One(1));

        await response.AssertProblemAsync(HttpStatusCode.TooManyRequests, "5 transactions behind");
        Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal(5, _kafka.Read(_kafka.Topics.Transactions, partitions: 3).Count);
    }

    [Fact]
    public async Task While_too_many_wait_for_Kafka_more_are_put_off_and_taken_again_afterwards()
    {
        if (_kafka.InMemory is not { } broker)
        {
            Assert.Skip("a given broker is not ours to stop");
            return;
        }

        var host = await StartAsync(_kafka, ("TransactionsInFlight", "2"), ("DeliveryTimeout", "00:00:03"), ("ProducerNumber", "5"));
        broker.Dispose();
        var waiting = PostAsync(host, $"[{One(1)},{One(2)}]");
        var intake = host.Services.GetRequiredService<TransactionIntake>();
        await Eventually.TrueAsync(() => intake.Refusal(1) is not null, "two transactions wait for Kafka");

        using var refused = await PostAsync(host, One(3));

        await refused.AssertProblemAsync(HttpStatusCode.TooManyRequests, "More than 2 transactions wait for Kafka. Nothing was sent");
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        using var given = await waiting.EndsAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, given.StatusCode);
        Assert.Null(intake.Refusal(2));
    }

    [Fact]
    public async Task When_the_broker_is_away_the_ids_to_send_again_are_told()
    {
        if (_kafka.InMemory is not { } broker)
        {
            Assert.Skip("a given broker is not ours to stop");
            return;
        }

        var host = await StartAsync(_kafka, ("DeliveryTimeout", "00:00:01"), ("ProducerNumber", "5"));
        broker.Dispose();

        using var response = await PostAsync(host, $"[{One(1, id: 77)},{One(2)}]");

        var problem = await response.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "again with these ids");
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Equal(77, problem.GetProperty("transaction_ids")[0].GetInt64());
        Assert.Equal(2, problem.GetProperty("transaction_ids").GetArrayLength());
    }

    [Fact]
    public async Task A_dashboard_without_Kafka_says_so()
    {
        var host = await StartAsync();

        using var response = await PostAsync(host, One(1));

        await response.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "no connection to Kafka");
    }

    private static string One(int customer, long? id = null) =>
        $$"""{{{(id is null ? "" : $"\"transaction_id\":{id},")}}"customer_id":{{customer}},"transaction_amt":1.5,"transaction_time":"2026-01-31T08:30:00.123Z"}""";

    private static async Task<HttpResponseMessage> PostAsync(DashboardHost host, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await host.Operator.PostAsync(new Uri("/api/v1/transactions", UriKind.Relative), content, Cancel);
    }

    private static async Task<List<long>> IdsAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, text);
        using var document = JsonDocument.Parse(text);
        return [.. document.RootElement.GetProperty("transaction_ids").EnumerateArray().Select(id => id.GetInt64())];
    }
}
