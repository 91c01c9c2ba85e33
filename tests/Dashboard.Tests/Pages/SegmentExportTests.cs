using System.Text.RegularExpressions;
using System.Net;
using SegmentationUpdates.Dashboard.Tests.Hosting;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Pages;

public sealed class SegmentExportTests(PostgresFixture postgres) : DashboardTest(postgres)
{
    [Fact]
    public async Task It_has_the_segments_customers_in_the_columns_of_the_customers_file()
    {
        await Database.AddAsync(TestCustomers.Take(5));
        await MoveAsync("At risk / inactive customers", 2, 4);
        await MoveAsync("others", 1, 3, 5);
        var host = await StartAsync();

        var csv = await host.Client.GetStringAsync(
            $"/segments/export.csv?segment={Uri.EscapeDataString("At risk / inactive customers")}", Cancel);

        var lines = csv.TrimEnd().Split("\r\n");
        var file = await File.ReadAllLinesAsync(TestCustomers.File, Cancel);
        Assert.StartsWith($"{file[0]},spending_per_month,", lines[0], StringComparison.Ordinal);
        Assert.Equal(["2", "4"], lines.Skip(1).Select(line => line.Split(',')[0]));
        Assert.Equal(file[2].Split(',')[1], lines[1].Split(',')[1]);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("-2+3, \"x\"", "\"'-2+3, \"\"x\"\"\"")]
    public async Task A_name_that_a_spreadsheet_would_run_is_text(string name, string field)
    {
        await Database.AddAsync(TestCustomers.Take(1));
        await MoveAsync(name, 1);
        var host = await StartAsync();

        var csv = await host.Client.GetStringAsync($"/segments/export.csv?segment={Uri.EscapeDataString(name)}", Cancel);

        Assert.Matches($",{Regex.Escape(field)}(,[0-9.]+){{3}}\r\n$", csv);
    }

    [Fact]
    public async Task It_needs_the_viewer_key_where_looking_does()
    {
        var host = await StartAsync(("ViewerKey", DashboardHost.ViewerKey));

        using var response = await host.Client.GetAsync("/segments/export.csv?segment=any", Cancel);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }
}
