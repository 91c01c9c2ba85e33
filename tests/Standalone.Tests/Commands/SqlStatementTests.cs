using SegmentationUpdates.Standalone.Commands;

namespace SegmentationUpdates.Standalone.Tests.Commands;

public class SqlStatementTests
{
    [Theory]
    [InlineData("SELECT 1", "SELECT 1")]
    [InlineData("SELECT 1;", "SELECT 1")]
    [InlineData("SELECT 1; SELECT 2 ;\n", "SELECT 1", " SELECT 2 ")]
    [InlineData("SELECT ';', 'it''s;'; B", "SELECT ';', 'it''s;'", " B")]
    [InlineData(@"SELECT E'\';', 1; B", @"SELECT E'\';', 1", " B")]
    [InlineData(@"SELECT '\'; B", @"SELECT '\'", " B")]
    [InlineData("SELECT 1 AS \"a;\"\"b\"; B", "SELECT 1 AS \"a;\"\"b\"", " B")]
    [InlineData("DO $$ BEGIN; END $$; B", "DO $$ BEGIN; END $$", " B")]
    [InlineData("DO $a$ $b$;$b$ $a$; B", "DO $a$ $b$;$b$ $a$", " B")]
    [InlineData("SELECT 1 -- no; end\n; B", "SELECT 1 -- no; end\n", " B")]
    [InlineData("SELECT /* a; /* b; */ c; */ 1; B", "SELECT /* a; /* b; */ c; */ 1", " B")]
    [InlineData("SELECT 6 / 3 * 2; B", "SELECT 6 / 3 * 2", " B")]
    [InlineData("SELECT price$;B", "SELECT price$", "B")]
    [InlineData(";; ; -- nothing\n /* at all */ ;")]
    [InlineData(" \n")]
    public void A_semicolon_ends_a_statement_only_outside_of_quotes_and_comments(string script, params string[] statements)
    {
        var split = SqlStatement.Split(script);

        Assert.Equal(statements, split.Select(statement => statement.Text));
        Assert.All(split, statement => Assert.Equal(statement.Text, script.Substring(statement.Start, statement.Text.Length)));
    }
}
