using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SegmentationUpdates.TestKit;
using SegmentationUpdates.Migrations;

namespace SegmentationUpdates.Integration.Tests.Database;

public sealed class UpgradeTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    private static readonly string[] Tables =
    [
        "customer_segments", "customer_baselines", "live_transaction_data", "clustering_models", "retraining_requests", "segment_changes",
        "model_activations", "segment_change_publications", "erased_customers", "erasure_totals",
    ];

    [Theory]
    [InlineData(5)]
    [InlineData(9)]
    public async Task A_database_of_an_earlier_release_gets_the_schema_of_a_new_one_and_keeps_its_data(int scripts)
    {
        await using var database = await Postgres.EmptyAsync();
        EarlierRelease.Migrate(database, scripts);
        await FillAsync(database);
        var before = await RowsAsync(database);

        await MigrateAsync(database);

        Assert.Equal(await SchemaCatalogue.ReadAsync(Database), await SchemaCatalogue.ReadAsync(database));
        Assert.Empty(await MissingAsync(database, before));
        await using var connection = await database.OpenAsync();
        await connection.InsertAsync(new Payments(seed: 2).Next(1) with { TransactionId = 1_000_000 });
        Assert.Equal(0, await database.CountAsync("verify_profiles()"));
        Assert.Equal(2, await database.ScalarAsync<long>("SELECT hold_active_model()"));
    }

    [Fact]
    public async Task Customers_of_an_earlier_release_who_came_with_a_segment_are_placed()
    {
        await using var database = await Postgres.EmptyAsync();
        EarlierRelease.Migrate(database, scripts: 5);
        await database.AddAsync(TestCustomers.One(7) with { Segment = "A" });
        Assert.Equal(0, await database.CountAsync("segment_changes"));

        await MigrateAsync(database);
        await database.AddAsync(TestCustomers.One(8) with { Segment = "B" });

        Assert.Equal(
            [(7, "A", "loaded"), (8, "B", "loaded")],
            await database.QueryAsync(
                "SELECT customer_id, to_segment, reason FROM segment_changes ORDER BY change_id",
                row => (row.GetInt32(0), row.GetString(1), row.GetString(2))));
    }

    [Fact]
    public async Task An_upgrade_applies_what_is_new_and_the_functions_and_the_next_one_nothing()
    {
        await using var database = await Postgres.EmptyAsync();
        EarlierRelease.Migrate(database, scripts: 9);

        var files = SchemaFiles.In("tables").Skip(8).Concat(SchemaFiles.In("functions"));
        Assert.Equal(files.Select(file => $"Applied db/{file}"), await LogOfMigrationAsync(database));
        Assert.Empty(await LogOfMigrationAsync(database));
    }

    private static Task MigrateAsync(TestDatabase database) =>
        new SchemaMigrator(NullLogger<SchemaMigrator>.Instance).MigrateAsync(database.ConnectionString, Cancel);

    private static async Task<IEnumerable<string>> LogOfMigrationAsync(TestDatabase database)
    {
        using var log = new LogCollector();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        await new SchemaMigrator(loggers.CreateLogger<SchemaMigrator>()).MigrateAsync(database.ConnectionString, Cancel);
        return log.Records.Select(record => record.Message);
    }

    // Customers who pay and move, one of them erased; two models, the second active; a request; a topic that has some of the changes.
    private static async Task FillAsync(TestDatabase database)
    {
        await database.AddAsync(TestCustomers.Take(20));
        var models = (First: await database.AddModelAsync(), Second: await database.AddModelAsync());
        await database.ExecuteAsync("SELECT activate_model($1), activate_model($2)", models.First, models.Second);
        await using var connection = await database.OpenAsync();
        await connection.InsertAsync(new Payments().Many(200, lastCustomer: 20));
        await connection.AssignAsync([(1, "A"), (2, "B"), (3, "B")], models.First);
        await connection.AssignAsync([(1, "B")], models.Second, reason: "transactions");
        await database.ExecuteAsync(
            """
            SELECT erase_customer(3);
            INSERT INTO retraining_requests DEFAULT VALUES;
            INSERT INTO segment_change_publications (topic, last_change_id) VALUES ('changes', 2);
            """);
    }

    private static Task<List<(string Table, string Row)>> RowsAsync(TestDatabase database) => database.QueryAsync(
        string.Join(" UNION ALL ", Tables.Select(table => $"SELECT '{table}', to_jsonb(t)::TEXT FROM {table} t")),
        row => (row.GetString(0), row.GetString(1)));

    // A row is there still when one has all its columns with their values; an upgrade may add columns.
    private static Task<List<string>> MissingAsync(TestDatabase database, List<(string Table, string Row)> before) => database.QueryAsync(
        $"""
        SELECT b.tab || ' ' || b.line
        FROM unnest($1, $2) AS b (tab, line)
        WHERE NOT EXISTS (
          SELECT
          FROM ({string.Join(" UNION ALL ", Tables.Select(table => $"SELECT '{table}' AS tab, to_jsonb(t) AS line FROM {table} t"))}) now
          WHERE now.tab = b.tab AND now.line @> b.line::JSONB
        )
        """,
        row => row.GetString(0),
        before.Select(row => row.Table).ToArray(),
        before.Select(row => row.Row).ToArray());
}
