namespace SegmentationUpdates.Fault.Tests.Faults;

/// <summary>Tests of a time limit run when no other test takes the processors.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
