using System.Text;
using SegmentationUpdates.Messaging.SegmentChanges;
using SegmentationUpdates.Storage.Segments;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.SegmentChanges;

public sealed class NamePublicationTests(PostgresFixture postgres) : SegmentChangeTest(postgres)
{
    [Fact]
    public async Task A_new_name_is_one_record_of_the_topic_of_names_and_none_of_that_of_changes()
    {
        var version = await Database.ActivateAsync(ModelRows.SplitByTransactions(few: 1, many: 100));
        await MoveAsync("few", 1, 2);
        await using var lifecycle = new Lifecycles(Database);
        await using var host = await PipelineHost.WithSegmentChanges(Database, Kafka).StartAsync();
        await WaitForAsync(names => names.Segments.Any(segment => segment.Name == "few"));

        await lifecycle.Segments.DescribeAsync("few", new SegmentDescription("Guests", "seldom here", null), Cancel);
        var names = await WaitForAsync(names => names.Segments.Any(segment => segment.Name == "Guests"));
        await host.StopAsync();

        Assert.Equal(version, names.ModelVersion);
        Assert.Equal([new("few", "Guests", "seldom here"), new SegmentNameMessage("many", "many", null)], names.Segments);
        var renamed = Assert.Single(names.Renamed);
        Assert.Equal(("few", "few", "Guests", "operator"), (renamed.Segment, renamed.From, renamed.To, renamed.Reason));
        Assert.Equal(2, (await AssertPublishedInOrderAsync()).Count);
        Assert.All(Kafka.Read(Kafka.Topics.SegmentNames, 1), record => Assert.Equal("segments", Encoding.UTF8.GetString(record.Message.Key)));
    }

    private async Task<SegmentNamesMessage> WaitForAsync(Func<SegmentNamesMessage, bool> condition)
    {
        SegmentNamesMessage? latest = null;
        await Eventually.TrueAsync(
            () =>
            {
                latest = Kafka.Read(Kafka.Topics.SegmentNames, 1).Select(record => SegmentNamesFormat.Read(record.Message)).LastOrDefault();
                return Task.FromResult(latest is not null && condition(latest));
            },
            "the names are published");
        return latest!;
    }
}
