using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.SegmentChanges;

/// <summary>A test with customers who move, and a reader of the topic.</summary>
public abstract class SegmentChangeTest(PostgresFixture postgres) : PipelineTest(postgres)
{
    protected const int Customers = 50;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Database.AddAsync(Enumerable.Range(1, Customers).Select(id => TestCustomers.One(id)));
    }

    /// <summary>Moves customers, in one transaction.</summary>
    protected Task<int> MoveAsync(string segment, params IEnumerable<int> customers) => Database.ExecuteAsync(
        "UPDATE customer_segments SET segment = $1 WHERE customer_id = ANY ($2)", segment, customers.ToArray());

    /// <summary>Waits until the topic is said to have every change.</summary>
    protected Task WaitForPublicationAsync() => Eventually.TrueAsync(
        () => Database.ScalarAsync<bool>(
            """
            SELECT COALESCE((SELECT max(last_change_id) FROM segment_change_publications WHERE topic = $1), 0)
              >= COALESCE((SELECT max(change_id) FROM segment_changes), 0)
            """,
            Kafka.Topics.SegmentChanges),
        "every change is published");

    /// <summary>Everything in the topic, by partition and offset.</summary>
    private protected List<PublishedChange> Published() =>
        [.. Kafka.Read(Kafka.Topics.SegmentChanges, Kafka.Topics.Partitions).Select(PublishedChange.Read)];

    /// <summary>The changes in the database, in the order of their ids.</summary>
    private protected Task<List<PublishedChange>> RecordedAsync() => Database.QueryAsync(
        "SELECT customer_id, change_id, to_segment FROM segment_changes ORDER BY change_id",
        reader => new PublishedChange(reader.GetInt32(0), reader.GetInt64(1), reader.OrNull<string>(2)));

    /// <summary>Each recorded change is in the topic, those of a customer never before one that came earlier.</summary>
    private protected async Task<List<PublishedChange>> AssertPublishedInOrderAsync()
    {
        var published = Published();
        Assert.Equal(await RecordedAsync(), published.Distinct().OrderBy(change => change.ChangeId));
        foreach (var customer in published.GroupBy(change => change.Customer))
        {
            Assert.Equal(customer.Select(change => change.ChangeId).Order(), customer.Select(change => change.ChangeId));
        }

        return published;
    }
}
