using System.CommandLine;
using SegmentationUpdates.Dashboard.Benchmarks;

var url = new Option<string>("--url") { Description = "The dashboard.", DefaultValueFactory = _ => "http://localhost:5080" };
var postgres = new Option<string>("--postgres") { Description = "Its database, as the owner: customers are moved to and fro.", Required = true };
var viewers = new Option<int>("--viewers") { DefaultValueFactory = _ => 200 };
var rate = new Option<int>("--rate") { Description = "Changes of segment per second.", DefaultValueFactory = _ => 1_000 };
var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 30 };
var process = new Option<int?>("--pid") { Description = "The dashboard's process, whose memory is watched." };
var root = new RootCommand("Measures how late viewers of the hub hear of changes of segment.") { url, postgres, viewers, rate, seconds, process };
root.SetAction(async (parsed, cancellationToken) =>
{
    await new ViewerLoad(new Uri(parsed.GetValue(url)!), parsed.GetValue(postgres)!, parsed.GetValue(process)).RunAsync(
        parsed.GetValue(viewers), parsed.GetValue(rate), TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellationToken);
    return 0;
});

var page = new Option<string>("--url") { Description = "The page to open.", DefaultValueFactory = _ => "http://localhost:5080/" };
var browser = new Option<string>("--browser") { Description = "Chromium or Chrome.", DefaultValueFactory = _ => "/usr/bin/chromium" };
var counts = new Option<int[]>("--pages") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [10, 20] };
var length = new Option<int>("--seconds") { DefaultValueFactory = _ => 30 };
var watched = new Option<int>("--pid") { Description = "The dashboard's process, which is watched.", Required = true };
var pages = new Command("pages", "Measures what open pages cost the dashboard.") { page, browser, counts, length, watched };
pages.SetAction(async (parsed, cancellationToken) =>
{
    await new PageLoad(new Uri(parsed.GetValue(page)!), parsed.GetValue(browser)!, parsed.GetValue(watched)).RunAsync(
        [.. parsed.GetValue(counts)!.Order()], TimeSpan.FromSeconds(parsed.GetValue(length)), cancellationToken);
    return 0;
});
root.Subcommands.Add(pages);
return await root.Parse(args).InvokeAsync();
