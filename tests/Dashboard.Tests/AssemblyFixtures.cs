using SegmentationUpdates.TestKit;

[assembly: AssemblyFixture(typeof(PostgresFixture))]
