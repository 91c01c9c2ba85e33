namespace SegmentationUpdates.AppHost.Tests.Running;

/// <summary>Tests of one application, which takes longer to start than all of them to run. Each leaves it working.</summary>
[CollectionDefinition]
public sealed class OneApplication : ICollectionFixture<ApplicationFixture>;
