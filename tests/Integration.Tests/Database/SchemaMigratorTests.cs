using Microsoft.Extensions.Logging.Abstractions;
using SegmentationUpdates.Migrations;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Database;

public sealed class SchemaMigratorTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    [Fact]
    public async Task Two_migrations_at_once_on_a_missing_database_both_succeed()
    {
        await using var missing = Postgres.Missing();

        await Task.WhenAll(MigrateAsync(missing), MigrateAsync(missing), MigrateAsync(missing)).EndsAsync();

        Assert.Equal(0, await missing.CountAsync("customer_segments"));
        Assert.Equal(1, await missing.ScalarAsync<long>("SELECT count(*) FROM schemaversions WHERE scriptname = 'db/tables/0001_core_tables.sql'"));
    }

    [Fact]
    public async Task Migrating_again_keeps_the_data()
    {
        await Database.AddAsync(TestCustomers.Take(5));

        await MigrateAsync(Database);

        Assert.Equal(5, await Database.CountAsync("customer_segments"));
    }

    private static Task MigrateAsync(TestDatabase database) =>
        new SchemaMigrator(NullLogger<SchemaMigrator>.Instance).MigrateAsync(database.ConnectionString, Cancel);
}
