using System.CommandLine;
using SegmentationUpdates.Segments.Benchmarks;
using SegmentationUpdates.Segments.Benchmarks.Mixtures;

// dotnet run -c Release --project benchmarks/Segments.Benchmarks -- NAME
var root = new RootCommand("Measures whether segments are right and useful: the figures of docs/segments.md.")
{
    DriftMeasurement.Command(),
    UnusualMeasurement.Command(),
    PopulationCommand.Create(),
    MixturesCommand.Create(),
    FewRowsCommand.Create(),
    NamesCommand.Create(),
    Profiles.Command(),
};
return await root.Parse(args).InvokeAsync();
