using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SegmentationUpdates.Integration.Tests.Ingestion;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.Migrations;
using SegmentationUpdates.Storage;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Database;

public sealed class CustomerClockTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    [Fact]
    public async Task Without_a_simulation_the_customers_time_is_the_real_one()
    {
        Assert.True(await SimulateAsync(1));
        await Database.ExecuteAsync("SELECT advance_customer_clock(now() + INTERVAL '1 hour')");

        Assert.True(await Database.ScalarAsync<bool>("SELECT customer_now() = now()"));
        Assert.Equal(0, await Database.CountAsync("customer_clock"));
    }

    [Fact]
    public async Task Days_since_the_last_transaction_follow_the_simulated_time_wherever_they_are_counted()
    {
        await SimulateAsync(3600);
        await Database.AddAsync(TestCustomers.One(1, daysAgo: 10), TestCustomers.One(2, daysAgo: 3));
        var start = await NowAsync();

        // Customer 2 pays a month later, and then customer 1 three days after that, of which the trigger counts two up to now.
        await PayAsync(2, start + Month);
        await PayAsync(1, start + Month + TimeSpan.FromDays(2.5));

        Assert.Equal(start + Month + TimeSpan.FromDays(2.5), await NowAsync());
        Assert.Equal([0.0, 2.0], await RecencyAsync(FeatureQuery.FeaturesOnly(["days_from_last_transaction"])));
        await PayAsync(1, start + Month + TimeSpan.FromDays(1)); // Late: the clock does not go back, and it is not the last one.
        Assert.Equal(start + Month + TimeSpan.FromDays(2.5), await NowAsync());
        await PayAsync(2, start + Month + TimeSpan.FromHours(1)); // Late as well: two days ago, as the trigger stores it.
        Assert.Equal([0.0, 2.0], await RecencyAsync("SELECT days_from_last_transaction::FLOAT FROM customer_segments"));
    }

    [Fact]
    public async Task A_database_with_transactions_of_the_real_time_takes_no_other()
    {
        await Database.AddAsync(TestCustomers.One(1));
        await Database.ExecuteAsync("INSERT INTO live_transaction_data VALUES (1, 1, 10, now())");

        Assert.False(await SimulateAsync(3600));
        var refusal = await Assert.ThrowsAsync<MigrationSettingsException>(() => new MigrationSteps(
            new SchemaMigrator(NullLogger<SchemaMigrator>.Instance),
            new CustomerLoader(TimeProvider.System, NullLogger<CustomerLoader>.Instance),
            NullLogger<MigrationSteps>.Instance,
            NullLogger<Messaging.Topics.KafkaTopics>.Instance).RunAsync(
                Database.ConnectionString,
                new MigrationOptions { SimulationSpeed = 3600 },
                new ProfileOptions(),
                new Messaging.Topics.TopicOptions(),
                kafka: null,
                Cancel));

        Assert.Contains("3600 times as fast", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, await Database.CountAsync("customer_clock"));
        Assert.True(await SimulateAsync(1));
    }

    [Fact]
    public async Task Later_runs_go_on_where_the_time_stood_at_their_own_speed()
    {
        await SimulateAsync(3600);
        await Database.AddAsync(TestCustomers.One(1));
        var start = await NowAsync();
        await PayAsync(1, start + Month);

        Assert.True(await SimulateAsync(600));
        Assert.Equal(start + Month, await NowAsync());
        Assert.True(await SimulateAsync(1));

        Assert.Equal(start + Month, await NowAsync());
        Assert.Equal(1, await Database.ScalarAsync<double>("SELECT speed FROM customer_clock"));
    }

    [Theory]
    [InlineData("2, 1, 0, now()")]
    [InlineData("2, 1, 'Infinity', now()")]
    [InlineData("2, 1, 10, '1999-12-31 23:59:59Z'")]
    public async Task Simulated_transactions_may_come_from_the_future_and_are_held_to_all_other_limits(string row)
    {
        await SimulateAsync(3600);
        await Database.AddAsync(TestCustomers.One(1));
        await Database.ExecuteAsync("INSERT INTO live_transaction_data VALUES (1, 1, 10, now() + INTERVAL '1 year')");

        var refused = await Assert.ThrowsAsync<PostgresException>(() => Database.ExecuteAsync($"INSERT INTO live_transaction_data VALUES ({row})"));

        Assert.Equal("live_transaction_data_limits", refused.ConstraintName);
    }

    [Fact]
    public async Task After_a_reset_customers_have_been_away_for_as_long_as_when_they_were_loaded()
    {
        await SimulateAsync(3600);
        await Database.AddAsync(TestCustomers.One(1, daysAgo: 10));
        await PayAsync(1, await NowAsync() + Month);

        await Database.ExecuteAsync("SELECT reset_data()");

        Assert.Equal([10.0], await RecencyAsync(FeatureQuery.FeaturesOnly(["days_from_last_transaction"])));
        Assert.Equal([10.0], await RecencyAsync("SELECT days_from_last_transaction::FLOAT FROM customer_segments"));
        Assert.Equal(0, await Database.CountAsync("verify_profiles()"));
    }

    [Fact]
    public async Task Customers_are_loaded_at_the_customers_time()
    {
        await SimulateAsync(3600);
        await Database.ExecuteAsync("SELECT advance_customer_clock(customer_now() + INTERVAL '400 days')");

        await using var connection = await Database.OpenAsync();
        await new CustomerLoader(TimeProvider.System, NullLogger<CustomerLoader>.Instance).LoadAsync(connection, TestCustomers.File, Cancel);

        Assert.Equal(
            0,
            await Database.ScalarAsync<long>(
                "SELECT count(*) FROM customer_segments WHERE days_between(last_transaction_time, customer_now()) <> days_from_last_transaction"));
    }

    [Fact]
    public async Task A_sender_can_be_as_far_ahead_as_the_time_since_the_last_batch_allows()
    {
        await SimulateAsync(3600);
        await using var connection = await Database.OpenAsync();
        var clock = (await CustomerClock.ReadAsync(connection, Cancel))!;

        Assert.Equal(clock.Time.AddHours(60), clock.Latest(clock.MovedAt, TimeSpan.FromMinutes(1)));
        Assert.Equal(clock.Time.AddHours(61), clock.Latest(clock.MovedAt.AddSeconds(1), TimeSpan.FromMinutes(1)));
        Assert.InRange(
            (clock with { Time = DateTime.MaxValue.AddDays(-1) }).Latest(clock.MovedAt.AddYears(100), TimeSpan.FromHours(1)),
            DateTime.MaxValue.AddDays(-1),
            DateTime.MaxValue.AddHours(-1));
    }

    private Task<bool> SimulateAsync(double speed) => Database.ScalarAsync<bool>("SELECT simulate_customer_time($1)", speed);

    private Task<DateTime> NowAsync() => Database.ScalarAsync<DateTime>("SELECT customer_now()");

    private async Task<List<double>> RecencyAsync(string query) =>
        await Database.QueryAsync($"SELECT * FROM ({query} ORDER BY customer_id) q", reader => reader.GetDouble(0));

    // As a consumer does it.
    private async Task PayAsync(int customer, DateTime time)
    {
        await using var writers = new BatchWriters(Database);
        writers.Clock.Read();
        BatchWriters.Write(writers.Create(), new Transaction(Random.Shared.NextInt64(1, long.MaxValue), customer, 10, time));
    }
}
