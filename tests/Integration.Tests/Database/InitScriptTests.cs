using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using SegmentationUpdates.TestKit;
using SegmentationUpdates.Migrations;

namespace SegmentationUpdates.Integration.Tests.Database;

public sealed partial class InitScriptTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    [Fact]
    public void Every_file_is_included_once_in_the_order_of_the_migrations()
    {
        Assert.Equal([.. SchemaFiles.In("tables"), .. SchemaFiles.In("functions")], SchemaFiles.Included());
    }

    [Fact]
    public void Each_function_and_trigger_is_defined_in_the_file_of_its_name_only()
    {
        var definitions = SchemaFiles.In("tables").Concat(SchemaFiles.In("functions"))
            .SelectMany(file => Definition().Matches(SchemaFiles.Text(file)).Select(name => (File: file, Of: name.Groups["name"].Value)))
            .ToList();

        Assert.All(definitions, definition => Assert.Equal($"functions/{definition.Of}.sql", definition.File));
        Assert.Equal(SchemaFiles.In("functions"), definitions.Select(definition => definition.File).Distinct());
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

    [GeneratedRegex(
        @"^CREATE (OR REPLACE )?(FUNCTION|PROCEDURE|TRIGGER) (?<name>\w+)",
        RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Definition();
}
