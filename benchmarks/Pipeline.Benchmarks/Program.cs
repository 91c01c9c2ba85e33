using System.CommandLine;
using SegmentationUpdates.Pipeline.Benchmarks;

// dotnet run -c Release --project benchmarks/Pipeline.Benchmarks [-- --customers 1000000 --rate 1000 --runs 3]
var customers = new Option<int>("--customers") { Description = "Customers in the database.", DefaultValueFactory = _ => 1_000_000 };
var rate = new Option<int>("--rate") { Description = "Transactions per second that are ingested meanwhile; 0 for none.", DefaultValueFactory = _ => 1_000 };
var runs = new Option<int>("--runs") { Description = "How often everybody is re-clustered.", DefaultValueFactory = _ => 3 };
var root = new RootCommand("Measures the re-clustering of everybody while transactions are ingested, on a private PostgreSQL.") { customers, rate, runs };
root.SetAction((parsed, cancellationToken) =>
    Reclustering.RunAsync(parsed.GetValue(customers), parsed.GetValue(rate), parsed.GetValue(runs), cancellationToken));
return await root.Parse(args).InvokeAsync();
