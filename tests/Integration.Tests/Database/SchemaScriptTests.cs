using DbUp.Engine;
using Microsoft.Extensions.Logging.Abstractions;
using SegmentationUpdates.TestKit;
using SegmentationUpdates.Migrations;

namespace SegmentationUpdates.Integration.Tests.Database;

public sealed class SchemaScriptTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    private const string Answer = "db/functions/answer.sql";

    [Fact]
    public async Task A_function_is_applied_again_whenever_its_text_changes_even_back()
    {
        await using var database = await Postgres.EmptyAsync();

        foreach (var answer in (int[])[1, 2, 1])
        {
            await MigrateAsync(database, SchemaScripts.Script(Answer, Returning(answer)));
            Assert.Equal(answer, await database.ScalarAsync<int>("SELECT answer()"));
        }
    }

    [Fact]
    public async Task A_function_whose_text_stays_is_applied_once()
    {
        await using var database = await Postgres.EmptyAsync();
        await MigrateAsync(database, SchemaScripts.Script(Answer, Returning(1)));
        await database.ExecuteAsync(Returning(2));

        await MigrateAsync(database, SchemaScripts.Script(Answer, Returning(1)));

        Assert.Equal(2, await database.ScalarAsync<int>("SELECT answer()"));
    }

    [Fact]
    public async Task A_numbered_script_is_applied_once_and_before_the_functions()
    {
        await using var database = await Postgres.EmptyAsync();
        var function = SchemaScripts.Script(
            Answer, "CREATE OR REPLACE FUNCTION answer() RETURNS BIGINT LANGUAGE sql RETURN (SELECT count(*) FROM rows)");

        await MigrateAsync(database, function, SchemaScripts.Script("db/tables/0001_rows.sql", "CREATE TABLE rows (id INT)"));
        await MigrateAsync(database, function, SchemaScripts.Script("db/tables/0001_rows.sql", "another text"));

        Assert.Equal(0, await database.ScalarAsync<long>("SELECT answer()"));
    }

    [Fact]
    public async Task A_script_that_fails_is_named_by_its_file_and_leaves_those_before_it()
    {
        await using var database = await Postgres.EmptyAsync();

        var failed = await Assert.ThrowsAsync<SchemaMigrationException>(() => MigrateAsync(
            database,
            SchemaScripts.Script("db/tables/0001_rows.sql", "CREATE TABLE rows (id INT)"),
            SchemaScripts.Script(Answer, Returning(1) + "; SELECT 1 / 0")));

        Assert.Equal($"{Answer}: 22012: division by zero", failed.Message);
        Assert.Equal(0, await database.CountAsync("rows"));
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM pg_proc WHERE proname = 'answer'"));
    }

    private static string Returning(int answer) => $"CREATE OR REPLACE FUNCTION answer() RETURNS INT LANGUAGE sql RETURN {answer}";

    private static Task MigrateAsync(TestDatabase database, params SqlScript[] scripts) =>
        new SchemaMigrator(NullLogger<SchemaMigrator>.Instance).MigrateAsync(database.ConnectionString, scripts, Cancel);
}
