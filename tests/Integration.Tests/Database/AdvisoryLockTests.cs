using System.Text.RegularExpressions;
using SegmentationUpdates.TestKit;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Integration.Tests.Database;

public sealed partial class AdvisoryLockTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    [Fact]
    public async Task The_keys_of_the_database_are_those_of_the_list()
    {
        var keys = await Database.QueryAsync(
            "SELECT model_lock_key(), change_order_lock_key()", row => ((AdvisoryLock)row.GetInt64(0), (AdvisoryLock)row.GetInt64(1)));

        Assert.Equal([(AdvisoryLock.ActiveModel, AdvisoryLock.ChangeOrder)], keys);
    }

    [Fact]
    public void No_script_takes_a_key_by_its_number()
    {
        var scripts = SchemaFiles.In("tables").Concat(SchemaFiles.In("functions")).Where(file => Number().IsMatch(SchemaFiles.Text(file)));

        Assert.Equal(["functions/change_order_lock_key.sql", "functions/model_lock_key.sql"], scripts);
    }

    [GeneratedRegex(@"\b[0-9]{15,}\b|advisory[a-z_]*lock[a-z_]*\([^a-z]", RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
