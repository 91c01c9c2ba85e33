namespace SegmentationUpdates.TestKit;

/// <summary>A test with a database and topics of its own.</summary>
public abstract class PipelineTest(PostgresFixture postgres) : DatabaseTest(postgres)
{
    private protected TestKafka Kafka { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Kafka = await TestKafka.StartAsync(partitions: 4);
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Kafka.Dispose();
        await base.DisposeAsync();
    }
}
