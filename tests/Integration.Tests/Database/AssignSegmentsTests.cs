using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Database;

public sealed class AssignSegmentsTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    [Fact]
    public async Task A_customer_whose_row_has_changed_since_it_was_scored_is_left_alone()
    {
        await Database.AddAsync(TestCustomers.Take(3));
        var model = await Database.AddModelAsync();
        var scored = await VersionsAsync();
        await using var connection = await Database.OpenAsync();
        await connection.InsertAsync(new Payments().Next(2));

        var changed = await connection.AssignAsync([(1, "A"), (2, "A"), (3, "A")], model, rowVersions: [.. scored]);

        Assert.Equal(2, changed);
        Assert.Equal(["A", null, "A"], await SegmentsAsync());
    }

    [Fact]
    public async Task A_row_that_another_changes_while_the_assignment_waits_for_it_is_left_alone_too()
    {
        await Database.AddAsync(TestCustomers.Take(2));
        var model = await Database.AddModelAsync();
        var scored = await VersionsAsync();
        await using var other = await Database.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync(Cancel);
        await other.InsertAsync(new Payments().Next(2));
        await using var connection = await Database.OpenAsync();

        var assigning = connection.AssignAsync([(1, "A"), (2, "A")], model, rowVersions: [.. scored]);
        await Database.WaitForBlockedAsync();
        await transaction.CommitAsync(Cancel);

        Assert.Equal(1, await assigning.EndsAsync());
        Assert.Equal(["A", null], await SegmentsAsync());
    }

    [Fact]
    public async Task Only_rows_that_really_change_are_written()
    {
        await Database.AddAsync(TestCustomers.Take(3));
        var model = await Database.AddModelAsync();
        await using var connection = await Database.OpenAsync();
        await connection.AssignAsync([(1, "A"), (2, "A"), (3, "B")], model);
        var before = await VersionsAsync();

        Assert.Equal(1, await connection.AssignAsync([(1, "A"), (2, "B"), (3, "B")], model));

        var after = await VersionsAsync();
        Assert.Equal([true, false, true], before.Zip(after, (old, now) => old == now));
    }

    private Task<List<uint?>> VersionsAsync() => Database.QueryAsync(
        "SELECT xmin FROM customer_segments ORDER BY customer_id", reader => (uint?)reader.GetFieldValue<uint>(0));

    private Task<List<string?>> SegmentsAsync() => Database.QueryAsync(
        "SELECT segment FROM customer_segments ORDER BY customer_id", reader => reader.OrNull<string>(0));
}
