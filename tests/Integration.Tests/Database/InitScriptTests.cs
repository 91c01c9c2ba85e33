using Microsoft.Extensions.Logging.Abstractions;
using SegmentationUpdates.Integration.Tests.Fixtures;
using SegmentationUpdates.Pipeline.Migration;

namespace SegmentationUpdates.Integration.Tests.Database;

public sealed class InitScriptTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    [Fact]
    public void Every_file_is_included_once_in_the_order_of_the_migrations()
    {
        Assert.Equal([.. SchemaFiles.In("tables"), .. SchemaFiles.In("functions")], SchemaFiles.Included());
    }

    [Fact]
    public async Task It_makes_the_schema_that_the_migrations_make()
    {
        var migrated = await SchemaCatalogue.ReadAsync(Database);
        await using var expanded = await Postgres.EmptyAsync();
        await using var byPsql = await Postgres.EmptyAsync();

        await expanded.ExecuteAsync(SchemaFiles.InitScriptExpanded());

        Assert.Equal(migrated, await SchemaCatalogue.ReadAsync(expanded));
        if (await SchemaFiles.RunPsqlAsync(byPsql))
        {
            Assert.Equal(migrated, await SchemaCatalogue.ReadAsync(byPsql));
        }
    }

    [Fact]
    public async Task A_database_that_it_made_can_be_migrated()
    {
        await using var database = await Postgres.EmptyAsync();
        await database.ExecuteAsync(SchemaFiles.InitScriptExpanded());
        await database.AddAsync(TestCustomers.Take(5));

        await new SchemaMigrator(NullLogger<SchemaMigrator>.Instance).MigrateAsync(database.ConnectionString, Cancel);

        Assert.Equal(await SchemaCatalogue.ReadAsync(Database), await SchemaCatalogue.ReadAsync(database));
        Assert.Equal(5, await database.CountAsync("customer_segments"));
    }

    [Fact]
    public async Task It_can_be_applied_to_a_database_that_has_it_and_is_in_use()
    {
        await Database.AddAsync(TestCustomers.Take(5));
        var book = await ProfileBook.OpenAsync(Database);
        var payments = new Payments();
        await using var connection = await Database.OpenAsync();
        var before = payments.Many(10, lastCustomer: 5);
        var after = payments.Many(10, lastCustomer: 5);
        await connection.InsertAsync(before);

        await Database.ExecuteAsync(SchemaFiles.InitScriptExpanded());
        await connection.InsertAsync(after);

        book.Add([.. before, .. after]);
        await book.AssertBalancedAsync(Database);
    }
}
