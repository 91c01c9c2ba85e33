using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Standalone.Tests.Commands;

public sealed class SqlCommandTests(LocalPostgresFixture server) : IClassFixture<LocalPostgresFixture>
{
    private const string AllTypes =
        """
        SELECT 1 AS id, 'Zoë, "x"' AS name, true AS yes, NULL::INT AS none, '' AS empty, 1.50 AS amount, 'NaN'::FLOAT AS odd,
          '{"a": [1]}'::JSONB AS doc
        UNION ALL SELECT 20, E'two\nlines', false, 7, 'x', -3, 1e20, 'null'
        """;

    [Fact]
    public async Task A_result_is_a_table_with_its_number_of_rows()
    {
        var result = await SqlAsync(AllTypes);

        result.AssertSuccess();
        Assert.Equal(
            [
                "id  name        yes  none  empty  amount    odd  doc",
                "--  ----------  ---  ----  -----  ------  -----  ----------",
                " 1  Zoë, \"x\"    t    NULL           1.50    NaN  {\"a\": [1]}",
                "20  two\\nlines  f       7  x          -3  1e+20  null",
                "(2 rows)",
            ],
            result.Output);
    }

    [Fact]
    public async Task Csv_is_what_PostgreSQL_writes()
    {
        Assert.Equal(
            [
                "id,name,yes,none,empty,amount,odd,doc",
                "1,\"Zoë, \"\"x\"\"\",t,,\"\",1.50,NaN,\"{\"\"a\"\": [1]}\"",
                "20,\"two", "lines\",f,7,x,-3,1e+20,null",
            ],
            (await SqlAsync(AllTypes, "--csv")).Output);
    }

    [Fact]
    public async Task Json_keeps_numbers_truth_values_and_documents()
    {
        Assert.Equal(
            [
                """[{"id":1,"name":"Zoë, \"x\"","yes":true,"none":null,"empty":"","amount":1.50,"odd":"NaN","doc":{"a": [1]}},"""
                + """{"id":20,"name":"two\nlines","yes":false,"none":7,"empty":"x","amount":-3,"odd":1e+20,"doc":null}]""",
            ],
            (await SqlAsync(AllTypes, "--json")).Output);
        Assert.Equal(["""[{"?column?":1,"?column?_2":2}]"""], (await SqlAsync("SELECT 1, 2", "--json")).Output);
        Assert.Equal(["[]"], (await SqlAsync("SELECT 1 WHERE false", "--json")).Output);
    }

    [Fact]
    public async Task A_script_comes_from_a_file_or_from_standard_input()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Location, "script.sql");
        await File.WriteAllTextAsync(file, "SELECT 1 AS one;\nSELECT 2 AS two; -- end", TestContext.Current.CancellationToken);
        string[] expected = ["one", "1", "two", "2"];

        Assert.Equal(expected, (await RunAsync("--file", file, "--csv")).Output);
        using var program = ChildProgram.Start(["sql", "--postgres", server.Postgres.ConnectionString, "--csv"]);
        await program.WriteAsync(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(expected, (await program.EndAsync()).Output);
    }

    [Fact]
    public async Task The_database_of_a_run_is_found_by_its_folder() => Assert.Equal(
        ["current_database", "segmentation"],
        (await ChildProgram.RunAsync("sql", "SELECT current_database()", "--csv", "--data", server.Folder)).Output);

    [Theory]
    [InlineData("DELETE FROM kept")]
    [InlineData("COMMIT; DELETE FROM kept")]
    [InlineData("SELECT 1; DROP TABLE kept")]
    public async Task Nothing_is_changed_without_write(string sql)
    {
        var before = await server.Postgres.AddRowAsync();

        var message = (await SqlAsync(sql)).Errors[^1];

        Assert.Contains("in a read-only transaction: add --write", message);
        Assert.Equal(before + 1, await server.Postgres.AddRowAsync());
    }

    [Fact]
    public async Task With_write_all_statements_take_effect_or_none()
    {
        var done = await SqlAsync(
            "CREATE TABLE moves (id INT PRIMARY KEY); INSERT INTO moves VALUES (1), (2), (3); DELETE FROM moves WHERE id = 3", "--write");
        Assert.Equal(["done", "3 rows changed", "1 row changed"], done.Output);

        var failed = await SqlAsync("DELETE FROM moves; INSERT INTO moves VALUES (1), (1)", "--write");

        Assert.Contains("duplicate key", failed.AssertFailure());
        Assert.Equal(2, await server.Postgres.QueryAsync<long>("SELECT count(*) FROM moves"));
        (await SqlAsync("VACUUM moves", "--write")).AssertSuccess();
    }

    [Theory]
    [InlineData("SELECT nope", "column \"nope\" does not exist (line 1, column 8)")]
    [InlineData("SELECT 1;\n\n  SELECT *\n  FROM nowhere;", "relation \"nowhere\" does not exist (line 4, column 8)")]
    [InlineData("SELEC 1", "syntax error at or near \"SELEC\" (line 1, column 1)")]
    [InlineData("SELECT 1 / 0", "PostgreSQL refuses: division by zero")]
    [InlineData("COPY (SELECT 1) TO STDOUT", "COPY with STDIN or STDOUT does not work here")]
    public async Task An_error_is_one_sentence_that_says_where(string sql, string problem)
    {
        Assert.EndsWith(problem, Shorten((await SqlAsync(sql)).AssertFailure()), StringComparison.Ordinal);

        static string Shorten(string message) => message.Split(": --csv")[0];
    }

    [Fact]
    public async Task A_result_without_an_end_is_written_as_it_comes_until_it_is_stopped()
    {
        using var program = ChildProgram.Start(
            "sql", "SELECT generate_series(1, 1000000000000) AS n", "--postgres", server.Postgres.ConnectionString);
        await program.LineAsync("^ *5000$");

        await program.SignalAsync("INT");
        var result = await program.EndAsync();

        Assert.Equal(["stopped before it was finished"], result.Errors);
        Assert.Equal(1, result.ExitCode);
    }

    [Theory]
    [InlineData("There is no SQL statement", " ")]
    [InlineData("There is no SQL statement", "-- only this")]
    [InlineData("--csv and --json are two formats", "SELECT 1", "--csv", "--json")]
    [InlineData("SQL is given twice", "SELECT 1", "--file", "x.sql")]
    [InlineData("--data and --postgres name two databases", "SELECT 1", "--postgres", "Host=h;Database=d", "--data", "x")]
    [InlineData("--postgres is not an Npgsql connection string", "SELECT 1", "--postgres", "Database=d")]
    public async Task A_wrong_command_line_is_named(string problem, params string[] arguments) =>
        Assert.Contains(problem, (await CalledProgram.RunAsync(["sql", .. arguments])).AssertUsage());

    [Fact]
    public async Task Without_a_run_the_folder_is_named()
    {
        using var folder = new TemporaryFolder();

        Assert.Contains($"no run is on in {folder.Data}", (await CalledProgram.RunAsync("sql", "SELECT 1", "--data", folder.Data)).AssertFailure());
    }

    private Task<ChildResult> SqlAsync(string sql, params string[] options) => RunAsync([sql, .. options]);

    private Task<ChildResult> RunAsync(params string[] arguments) =>
        ChildProgram.RunAsync(["sql", "--postgres", server.Postgres.ConnectionString, .. arguments]);
}
