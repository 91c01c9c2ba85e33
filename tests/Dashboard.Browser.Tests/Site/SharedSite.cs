namespace SegmentationUpdates.Dashboard.Browser.Tests.Site;

/// <summary>Tests that share the site, and therefore run one after another.</summary>
[CollectionDefinition]
public sealed class SharedSite : ICollectionFixture<LiveSite>;
