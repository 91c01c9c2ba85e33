using SegmentationUpdates.TestKit;

[assembly: AssemblyFixture(typeof(PostgresPrograms))]
