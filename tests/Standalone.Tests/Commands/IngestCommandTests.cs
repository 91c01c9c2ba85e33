using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Standalone.Tests.Commands;

/// <summary>A bank's history from a file, through the topic, by the program.</summary>
public sealed class IngestCommandTests : IAsyncDisposable
{
    private readonly RunFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task A_file_is_stored_once_and_every_row_is_accounted_for()
    {
        var customers = CustomerFile.Rows(3);
        (customers[1][0], customers[2][0], customers[3][0]) = ("K-1", "K-2", "K-3");
        (await ChildProgram.RunAsync(
            "--roles", "migrations", "--data", _folder.Data, "--customers", CustomerFile.Write(_folder.Location, customers))).AssertSuccess();
        var file = Path.Combine(_folder.Location, "history.csv");
        string[] lines = [.. Enumerable.Range(0, 2_000).Select(i => $"K-{(i % 3) + 1};{i % 100},50;{(i % 28) + 1}.01.2025")];
        await File.WriteAllLinesAsync(file, ["Kunde Nr;Betrag;Datum", .. lines.Take(1_500)], TestContext.Current.CancellationToken);
        string[] command = ["ingest", "--transactions", file, "--map", "customer_id=Kunde Nr", "--data", _folder.Data];

        var part = await ChildProgram.RunAsync(command);
        await File.WriteAllLinesAsync(
            file, ["Kunde Nr;Betrag;Datum", .. lines.Reverse(), ";5;1.1.2025", "K-9;5;1.1.2025"], TestContext.Current.CancellationToken);
        var whole = await ChildProgram.RunAsync(command);

        Assert.Equal(0, part.ExitCode);
        Assert.Equal([("rows read", "1,500"), ("stored before", "0"), ("sent", "1,500"), ("stored", "1,500")], Figures(part));
        Assert.Equal(1, whole.ExitCode);
        Assert.Equal(
            [("rows read", "2,002"), ("stored before", "1,500"), ("sent", "501"), ("stored", "500"), ("unknown-customer", "1")], Figures(whole));
        Assert.Contains(whole.Output, line => line.StartsWith("    no customer", StringComparison.Ordinal) && line.EndsWith("first in line 2,002", StringComparison.Ordinal));
        await using var postgres = await _folder.OpenAsync();
        Assert.Equal(2_000, await postgres.QueryAsync<long>("SELECT count(*) FROM live_transaction_data"));
        Assert.Equal(0, await postgres.QueryAsync<long>(RunFolder.WrongProfiles));
    }

    [Theory]
    [InlineData("--kafka needs --postgres", "--kafka", "localhost:9092")]
    [InlineData("--data and --postgres name two databases", "--data", "d", "--postgres", "Host=h")]
    [InlineData("--kafka 'x' is not HOST:PORT", "--kafka", "x", "--postgres", "Host=h")]
    public async Task Options_that_do_not_go_together_are_refused(string problem, params string[] options) =>
        Assert.Contains(problem, (await ChildProgram.RunAsync(["ingest", "--transactions", "t.csv", .. options])).AssertUsage());

    private static IEnumerable<(string Name, string Figure)> Figures(ChildResult result) => result.Output
        .Select(line => line.Trim().Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .Where(parts => parts is [("rows read" or "sent" or "stored" or "unknown-customer"), ..] or ["stored before, not sent again", ..])
        .Select(parts => (parts[0].Split(',')[0], parts[1]));
}
