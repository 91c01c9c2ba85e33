using Npgsql;
using SegmentationUpdates.Producer.Simulation;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Standalone.Running;
using SegmentationUpdates.Standalone.Tests.Views;

namespace SegmentationUpdates.Standalone.Tests.Running;

public sealed class RunSpeedTests(SegmentDatabase databases) : IClassFixture<SegmentDatabase>
{
    private static readonly RunSettings Demonstration = new()
    {
        Rate = 200,
        CustomersFile = "customers.csv",
        DataFolder = ".data",
        Partitions = 6,
        Roles = Roles.Migrations | Roles.Producer | Roles.Consumer,
        Profile = SimulationProfile.Realistic,
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_a_demonstration_on_a_database_of_its_own_is_fast_without_being_asked()
    {
        await using var database = await databases.CreateAsync(Cancel);
        var connection = databases.ConnectionString(database);

        Assert.Equal(RunSpeed.OfDemonstration, await RunSpeed.ResolveAsync(Demonstration, connection, Cancel));
        Assert.Equal(1, await RunSpeed.ResolveAsync(Demonstration with { Profile = SimulationProfile.Uniform }, connection, Cancel));
        Assert.Equal(1, await RunSpeed.ResolveAsync(Demonstration with { Kafka = "kafka:9092" }, connection, Cancel));
        Assert.Equal(1, await RunSpeed.ResolveAsync(Demonstration with { Postgres = connection }, connection, Cancel));
        Assert.Equal(1, await RunSpeed.ResolveAsync(Demonstration with { Roles = Roles.Producer, Kafka = "kafka:9092" }, connectionString: null, Cancel));
        Assert.Equal(60, await RunSpeed.ResolveAsync(Demonstration with { Kafka = "kafka:9092", Speed = 60 }, connection, Cancel));
    }

    [Fact]
    public async Task Data_with_transactions_of_the_real_time_stays_in_it()
    {
        await using var database = await databases.CreateAsync(Cancel);
        await ExecuteAsync(
            database,
            "SET session_replication_role = replica; INSERT INTO live_transaction_data VALUES (1, 1, 10, now())");
        var connection = databases.ConnectionString(database);

        Assert.Equal(1, await RunSpeed.ResolveAsync(Demonstration, connection, Cancel));
        Assert.Equal(1, await RunSpeed.ResolveAsync(Demonstration with { Speed = 1 }, connection, Cancel));
        var refusal = await Assert.ThrowsAsync<CommandException>(() => RunSpeed.ResolveAsync(Demonstration with { Speed = 3600 }, connection, Cancel));
        Assert.Contains("--fresh", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_simulated_goes_on_so_and_one_that_is_not_needs_the_migrations()
    {
        await using var database = await databases.CreateAsync(Cancel);
        var connection = databases.ConnectionString(database);
        var without = Demonstration with { Roles = Roles.Producer | Roles.Consumer };
        var refusal = await Assert.ThrowsAsync<CommandException>(() => RunSpeed.ResolveAsync(without with { Speed = 60 }, connection, Cancel));
        Assert.Contains("add migrations to --roles", refusal.Message, StringComparison.Ordinal);

        await ExecuteAsync(database, "SELECT simulate_customer_time(60)");

        Assert.Equal(RunSpeed.OfDemonstration, await RunSpeed.ResolveAsync(without, connection, Cancel));
        Assert.Equal(60, await RunSpeed.ResolveAsync(without with { Speed = 60 }, connection, Cancel));
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
