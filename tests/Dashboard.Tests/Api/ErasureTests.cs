using System.Net;
using SegmentationUpdates.Dashboard.Tests.Hosting;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Api;

public sealed class ErasureTests(PostgresFixture postgres) : DashboardTest(postgres)
{
    private static readonly Uri CustomerTwo = new("/api/v1/customers/2", UriKind.Relative);

    [Fact]
    public async Task Everything_of_the_customer_goes_and_nothing_of_the_others()
    {
        await Database.AddAsync(TestCustomers.Take(3));
        await MoveAsync("few", 1, 2, 3);
        var payments = new Payments();
        await using var connection = await Database.OpenAsync();
        await connection.IngestAsync([payments.Next(1), payments.Next(2), payments.Next(2), payments.Next(3)]);
        var host = await StartAsync();

        using var erased = await host.Operator.DeleteAsync(CustomerTwo, Cancel);
        using var again = await host.Operator.DeleteAsync(CustomerTwo, Cancel);
        using var get = await host.Client.GetAsync(CustomerTwo, Cancel);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (erased.StatusCode, again.StatusCode));
        await get.AssertProblemAsync(HttpStatusCode.NotFound);
        foreach (var table in (string[])["customer_segments", "customer_baselines", "segment_changes WHERE reason <> 'erased'"])
        {
            Assert.Equal([1, 3], await Database.QueryAsync($"SELECT customer_id FROM {table} ORDER BY customer_id", reader => reader.GetInt32(0)));
        }

        Assert.Equal([1, 3], await Database.QueryAsync("SELECT customer_id FROM live_transaction_data ORDER BY customer_id", reader => reader.GetInt32(0)));
        Assert.Equal(
            (1L, 2L, 1L),
            (await Database.QueryAsync(
                "SELECT customers, transactions, segment_changes FROM erasure_totals",
                reader => (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2)))).Single());
        Assert.Equal(0, await Database.CountAsync("verify_profiles()"));

        // What is left says that it happened, and no more.
        Assert.Equal(
            [(2, null, null, null)],
            await Database.QueryAsync(
                "SELECT customer_id, from_segment, to_segment, model_version FROM segment_changes WHERE reason = 'erased'",
                reader => (reader.GetInt32(0), reader.OrNull<string>(1), reader.OrNull<string>(2), reader.OrNull<long?>(3))));
    }

    [Fact]
    public async Task A_customer_who_was_never_known_is_not_noted()
    {
        var host = await StartAsync();

        using var response = await host.Operator.DeleteAsync(CustomerTwo, Cancel);

        await response.AssertProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal(0, await Database.CountAsync("erased_customers"));
    }

    [Fact]
    public async Task Erasure_waits_for_a_batch_under_way_and_takes_its_transactions_along()
    {
        await Database.AddAsync(TestCustomers.Take(3));
        await using var connection = await Database.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        await connection.IngestAsync(new Payments().Next(2));
        var host = await StartAsync();

        var erasing = host.Operator.DeleteAsync(CustomerTwo, Cancel);
        await Database.WaitForBlockedAsync();
        await transaction.CommitAsync(Cancel);

        using var response = await erasing.EndsAsync();
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(0, await Database.CountAsync("live_transaction_data"));
    }

    [Theory]
    [InlineData("1")] // Every batch by COPY.
    [InlineData("1000000")] // None.
    public async Task A_late_transaction_is_thrown_away_and_counted_and_kept_nowhere(string copyThreshold)
    {
        await Database.AddAsync(TestCustomers.Take(3));
        using var kafka = await TestKafka.StartAsync(partitions: 1);
        var host = await StartAsync();
        await using var pipeline = await PipelineHost.WithIngestion(Database, kafka, ("Ingestion:CopyThreshold", copyThreshold)).StartAsync();
        using var response = await host.Operator.DeleteAsync(CustomerTwo, Cancel);
        var payments = new Payments();

        await kafka.ProduceAsync(payments.Next(1), payments.Next(2), payments.Next(99), payments.Next(2), payments.Next(3));
        await kafka.WaitForGroupAsync();

        Assert.Equal((2, 0, 2, 1), (pipeline.Ingestion.Ingested, pipeline.Ingestion.Duplicates, pipeline.Ingestion.Erased, pipeline.Ingestion.DeadLettered));
        Assert.Equal(5, pipeline.Ingestion.Processed);
        Assert.Equal([1, 3], await Database.QueryAsync("SELECT customer_id FROM live_transaction_data ORDER BY customer_id", reader => reader.GetInt32(0)));
        var deadLetter = Assert.Single(kafka.ReadDeadLetters());
        Assert.Equal("99"u8.ToArray(), deadLetter.Message.Key);
        Assert.Equal([1, 3], await Database.QueryAsync("SELECT customer_id FROM customer_segments ORDER BY customer_id", reader => reader.GetInt32(0)));
    }

    [Fact]
    public async Task Other_systems_hear_of_an_erasure_by_a_record_without_a_value()
    {
        await Database.AddAsync(TestCustomers.Take(3));
        await MoveAsync("few", 2);
        using var kafka = await TestKafka.StartAsync(partitions: 1);
        await using var pipeline = await PipelineHost.WithSegmentChanges(Database, kafka).StartAsync();
        var host = await StartAsync();

        using var response = await host.Operator.DeleteAsync(CustomerTwo, Cancel);

        await Eventually.TrueAsync(
            async () => await Database.ScalarAsync<long>("SELECT COALESCE(max(last_change_id), 0) FROM segment_change_publications")
                == await Database.ScalarAsync<long>("SELECT max(change_id) FROM segment_changes"),
            "the erasure is published");
        var last = kafka.Read(kafka.Topics.SegmentChanges, partitions: 1)[^1].Message;
        Assert.Equal("2"u8.ToArray(), last.Key);
        Assert.Null(last.Value);
    }

    [Fact]
    public async Task A_customer_who_comes_back_is_a_customer_again()
    {
        await Database.AddAsync(TestCustomers.Take(2));
        await Database.ExecuteAsync("SELECT erase_customer(2)");
        await Database.AddAsync(TestCustomers.One(2));
        await using var connection = await Database.OpenAsync();

        Assert.Equal(1, (await connection.IngestAsync(new Payments().Next(2))).Inserted);
    }

    [Fact]
    public async Task The_services_may_erase_by_the_function_and_not_otherwise()
    {
        await Database.AddAsync(TestCustomers.Take(2));
        await using var service = new Npgsql.NpgsqlConnection(Database.HostConnectionString);
        await service.OpenAsync(Cancel);

        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => service.ExecuteAsync("DELETE FROM customer_segments"));
        await service.ExecuteAsync("SELECT erase_customer(2)");

        Assert.Equal(Npgsql.PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        Assert.Equal(1, await Database.CountAsync("customer_segments"));
    }
}
