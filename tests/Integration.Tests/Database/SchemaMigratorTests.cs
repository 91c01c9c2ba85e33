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
        Assert.Equal(1, await missing.ScalarAsync<long>("SELECT count(*) FROM schemaversions WHERE scriptname = 'db/init_db.sql'"));
    }

    [Fact]
    public async Task Migrating_again_keeps_the_data()
    {
        await Database.AddAsync(TestCustomers.Take(5));

        await MigrateAsync(Database);

        Assert.Equal(5, await Database.CountAsync("customer_segments"));
    }

    [Fact]
    public async Task The_script_can_be_applied_to_a_database_that_has_it_and_is_in_use()
    {
        await Database.AddAsync(TestCustomers.Take(5));
        var book = await ProfileBook.OpenAsync(Database);
        var payments = new Payments();
        await using var connection = await Database.OpenAsync();
        var before = payments.Many(10, lastCustomer: 5);
        var after = payments.Many(10, lastCustomer: 5);
        await connection.InsertAsync(before);

        await Database.ExecuteAsync(await ScriptAsync());
        await connection.InsertAsync(after);

        book.Add([.. before, .. after]);
        await book.AssertBalancedAsync(Database);
    }

    private static Task MigrateAsync(TestDatabase database) =>
        new SchemaMigrator(NullLogger<SchemaMigrator>.Instance).MigrateAsync(database.ConnectionString, Cancel);

    private static async Task<string> ScriptAsync()
    {
        await using var stream = typeof(SchemaMigrator).Assembly.GetManifestResourceStream("db/init_db.sql");
        using var reader = new StreamReader(stream!);
        return await reader.ReadToEndAsync(Cancel);
    }
}
