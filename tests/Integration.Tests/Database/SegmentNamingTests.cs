using SegmentationUpdates.Storage.Segments;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Database;

public sealed class SegmentNamingTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    [Fact]
    public async Task A_new_name_touches_no_customer_and_is_no_change_of_segment()
    {
        await Database.AddAsync(TestCustomers.One(1), TestCustomers.One(2));
        await Database.ExecuteAsync("UPDATE customer_segments SET segment = 'few'");
        var version = await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 1, many: 100));
        var (rows, changes) = (await RowsAsync(), await Database.CountAsync("segment_changes"));
        await using var lifecycle = new Lifecycles(Database);

        var book = await lifecycle.Segments.As("ada").DescribeAsync("few", new SegmentDescription("Rare guests", null, null), Cancel);

        Assert.Equal([("few", "Rare guests", true), ("many", "many", false)], book!.Segments.Select(s => (s.Segment, s.Name, s.ByOperator)));
        Assert.Equal((rows, changes), (await RowsAsync(), await Database.CountAsync("segment_changes")));
        Assert.Equal("Rare guests", await Database.ScalarAsync<string>("SELECT segment_name(segment) FROM customer_segments WHERE customer_id = 1"));
        var renaming = Assert.Single(book.Renamings);
        Assert.Equal(
            (version, "few", "few", "Rare guests", "operator", "ada"),
            (renaming.ModelVersion, renaming.Segment, renaming.OldName, renaming.NewName, renaming.Reason, renaming.DoneBy));
    }

    [Fact]
    public async Task Two_segments_do_not_get_the_same_name_and_one_that_is_not_there_gets_none()
    {
        await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 1, many: 100));
        await using var lifecycle = new Lifecycles(Database);

        var taken = await Assert.ThrowsAsync<SegmentNameTakenException>(
            () => lifecycle.Segments.DescribeAsync("few", new SegmentDescription("many", null, null), Cancel));

        Assert.Contains("another segment is called 'many'", taken.Message, StringComparison.Ordinal);
        Assert.Null(await lifecycle.Segments.DescribeAsync("none", new SegmentDescription("some", null, null), Cancel));
        Assert.Empty((await lifecycle.Segments.ReadAsync(Cancel)).Renamings);
    }

    [Fact]
    public async Task A_description_alone_gives_no_name_for_good()
    {
        await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 1, many: 100));
        await using var lifecycle = new Lifecycles(Database);

        var book = await lifecycle.Segments.As("ada").DescribeAsync("few", new SegmentDescription("few", "seldom here", 8), Cancel);

        var few = book!.Find("few")!;
        Assert.Equal((false, "seldom here", 8, "ada"), (few.ByOperator, few.Description, few.Colour, few.ChangedBy));
        Assert.Empty(book.Renamings);
    }

    [Fact]
    public async Task A_model_that_becomes_active_swaps_names_but_not_those_given_by_hand()
    {
        var first = await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 1, many: 100));
        await ActivateAsync(await WithNamesAsync(first, """{"few": "many", "many": "few"}"""));
        Assert.Equal(["many", "few"], await NamesAsync());

        await using var lifecycle = new Lifecycles(Database);
        await lifecycle.Segments.DescribeAsync("few", new SegmentDescription("Guests", null, null), Cancel);
        await ActivateAsync(await WithNamesAsync(first, """{"few": "few", "many": "many"}"""));
        Assert.Equal(["Guests", "many"], await NamesAsync());

        // An operator has taken the name that the training meant for another segment: all stay.
        await ActivateAsync(await WithNamesAsync(first, """{"few": "few", "many": "Guests"}"""));
        Assert.Equal(["Guests", "many"], await NamesAsync());
    }

    [Fact]
    public async Task Segments_that_begin_anew_have_names_of_their_own_and_going_back_gives_back_the_old_ones()
    {
        var first = await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 1, many: 100));
        await using var lifecycle = new Lifecycles(Database);
        await lifecycle.Segments.DescribeAsync("few", new SegmentDescription("Guests", null, null), Cancel);

        await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 1, many: 50));
        Assert.Equal(["few", "many"], await NamesAsync());
        await Database.ExecuteAsync("SELECT activate_model($1)", first);

        Assert.Equal(["Guests", "many"], await NamesAsync());
    }

    [Fact]
    public async Task Names_and_keys_are_found_by_what_people_call_a_segment()
    {
        await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 1, many: 100));
        await using var lifecycle = new Lifecycles(Database);
        await lifecycle.Segments.DescribeAsync("few", new SegmentDescription("Silver", null, null), Cancel);
        await lifecycle.Segments.DescribeAsync("few", new SegmentDescription("Gold", null, null), Cancel);
        var book = await lifecycle.Segments.DescribeAsync("many", new SegmentDescription("few", null, null), Cancel);

        Assert.Equal(("few", "few", "many", "many"), (book!.KeyOf("Gold"), book.KeyOf("Silver"), book.KeyOf("few"), book.KeyOf("many")));
        Assert.Equal(("Gold", "few", null), (book.NameOf("few"), book.NameOf("many"), book.NameOf(null)));
        Assert.Null(book.Called("nothing"));
    }

    // Which transactions wrote the customers' rows.
    private Task<string> RowsAsync() => Database.ScalarAsync<string>("SELECT string_agg(xmin::TEXT, ',' ORDER BY customer_id) FROM customer_segments");

    private Task<List<string>> NamesAsync() =>
        Database.QueryAsync("SELECT segment_name(key) FROM unnest(ARRAY['few', 'many']) key", reader => reader.GetString(0));

    private Task<int> ActivateAsync(long version) => Database.ExecuteAsync("SELECT activate_model($1)", version);

    private async Task<long> WithNamesAsync(long lineage, string names)
    {
        var version = await Database.AddModelAsync(ModelRows.SplitByTransactions(few: 1, many: 100), lineage: lineage);
        await Database.ExecuteAsync(
            "UPDATE clustering_models SET segment_names = jsonb_build_object('names', $2::JSONB, 'suggested', $2::JSONB) WHERE model_version = $1",
            version,
            names);
        return version;
    }
}
