using SegmentationUpdates.Clustering.Benchmarks;

// dotnet run -c Release --project benchmarks/Clustering.Benchmarks [-- scoring|training]
var what = args is [var first, ..] ? first : "all";
if (what is "all" or "scoring")
{
    Scoring.Run();
}

if (what is "all" or "training")
{
    Training.Run();
}
