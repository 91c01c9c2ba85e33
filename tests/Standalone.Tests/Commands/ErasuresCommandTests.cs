using Npgsql;
using SegmentationUpdates.Standalone.Tests.Views;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Standalone.Tests.Commands;

/// <summary>Against a database that was restored, where nobody runs.</summary>
public sealed class ErasuresCommandTests(SegmentDatabase databases) : IClassFixture<SegmentDatabase>, IDisposable
{
    private const string Line = """{"customer_id":7,"erased_at":"2026-11-01T12:00:00.123456Z","done_by":"alice"}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_list_is_repeated_once()
    {
        await using var database = await databases.CreateAsync(TestContext.Current.CancellationToken);
        var list = _folder.Write("erasures.jsonl", $"{Line}\n{Line.Replace("7", "8", StringComparison.Ordinal)}\n");

        var first = await RepeatAsync(database, list);
        var second = await RepeatAsync(database, list);

        Assert.Equal(["2 of 2 erasures repeated; the database knew the others"], first.Output);
        Assert.Equal(["0 of 2 erasures repeated; the database knew the others"], second.Output);
    }

    [Fact]
    public async Task A_customer_with_an_id_of_the_banks_own_is_erased_by_it_whatever_number_stood_for_it()
    {
        await using var database = await databases.CreateAsync(TestContext.Current.CancellationToken);
        var list = _folder.Write("erasures.jsonl", $"{Line.Replace("}", ",\"external_id\":\"K-17\"}", StringComparison.Ordinal)}\n");

        (await RepeatAsync(database, list)).AssertSuccess();

        await using var command = database.CreateCommand("SELECT external_id FROM customer_external_ids JOIN erased_customers USING (customer_id)");
        Assert.Equal("K-17", await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_line_that_is_none_is_named_and_nobody_is_erased()
    {
        await using var database = await databases.CreateAsync(TestContext.Current.CancellationToken);
        var list = _folder.Write("erasures.jsonl", $"{Line}\nnot json\n");

        var message = (await RepeatAsync(database, list)).AssertFailure();

        Assert.Contains("erasures.jsonl, line 2: no erasure", message);
        Assert.EndsWith("correct the line, nothing was erased", message);
        await using var command = database.CreateCommand("SELECT count(*) FROM erased_customers");
        Assert.Equal(0L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    private Task<ChildResult> RepeatAsync(NpgsqlDataSource database, string list) =>
        CalledProgram.RunAsync("erasures", "repeat", list, "--postgres", databases.ConnectionString(database));
}
