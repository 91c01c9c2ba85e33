using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using SegmentationUpdates.Consumer.Ingestion;
using SegmentationUpdates.Fault.Tests.Faults;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Fault.Tests.Ingestion;

/// <summary>The group protocol that a real Kafka is used with: the members join, one of them assigns, all of them fetch the result.</summary>
public sealed class ClassicGroupFaultTests(PostgresFixture postgres) : PipelineTest(postgres)
{
    private const short OffsetCommit = 8, FindCoordinator = 10, JoinGroup = 11, Heartbeat = 12, SyncGroup = 14;
    private const int Customers = 200, Members = 2;

    private static readonly ErrorCode[] Evictions = [ErrorCode.UnknownMemberId, ErrorCode.IllegalGeneration];

    private static readonly (short Request, ErrorCode[] Errors)[] OnTheWayBack =
    [
        (FindCoordinator, [ErrorCode.GroupCoordinatorNotAvailable, ErrorCode.Local_Transport]),
        (JoinGroup,
        [
            ErrorCode.GroupCoordinatorNotAvailable, ErrorCode.NotCoordinatorForGroup, ErrorCode.GroupLoadInProgress,
            ErrorCode.UnknownMemberId, ErrorCode.RebalanceInProgress, ErrorCode.Local_Transport,
        ]),
        (SyncGroup,
        [
            ErrorCode.GroupCoordinatorNotAvailable, ErrorCode.NotCoordinatorForGroup, ErrorCode.UnknownMemberId,
            ErrorCode.IllegalGeneration, ErrorCode.RebalanceInProgress, ErrorCode.Local_Transport,
        ]),
        (Heartbeat,
        [
            ErrorCode.GroupCoordinatorNotAvailable, ErrorCode.NotCoordinatorForGroup, ErrorCode.RebalanceInProgress,
            ErrorCode.Local_Transport,
        ]),
        (OffsetCommit,
        [
            ErrorCode.NotCoordinatorForGroup, ErrorCode.UnknownMemberId, ErrorCode.IllegalGeneration, ErrorCode.RebalanceInProgress,
        ]),
    ];

    private readonly Payments _payments = new(FaultPlan.Seed);

    [Fact]
    public async Task Members_that_the_broker_throws_out_and_hinders_from_joining_again_lose_and_double_nothing()
    {
        Assert.SkipWhen(Kafka.InMemory is null, "faults need the broker in this process");
        var report = new FaultReport("errors of the broker to members that join, synchronise, commit or are thrown out");
        var random = FaultPlan.Random();
        await Database.AddAsync(TestCustomers.Take(Customers));
        var book = await ProfileBook.OpenAsync(Database);
        Kafka.UseClassicGroup(TimeSpan.FromSeconds(2));
        var members = new PipelineHost[Members];
        try
        {
            for (var i = 0; i < Members; i++)
            {
                members[i] = await PipelineHost.WithIngestion(Database, Kafka, ("Ingestion:BatchSize", "50")).StartAsync();
            }

            await Eventually.TrueAsync(() => members.All(member => Partitions(member) == 2), "each has two of the four partitions");
            for (var round = 0; round < FaultPlan.Times(10); round++)
            {
                // Who is thrown out must join and synchronise to get partitions again, and meets the other errors on the way.
                var evictions = members.Sum(Revocations);
                foreach (var (request, errors) in OnTheWayBack)
                {
                    Kafka.InMemory.InjectErrors(request, Any(errors), Any(errors));
                    report.Inject(2);
                }

                Kafka.InMemory.InjectErrors(Heartbeat, Any(Evictions));
                report.Inject();
                await SendAsync(book, 200);
                await Eventually.TrueAsync(() => members.Sum(Revocations) > evictions, "a member has lost its partitions");
                await SendAsync(book, 200);
                await Kafka.WaitForGroupAsync();
                Assert.All(members, member => Assert.Null(member.Failure));
            }

            var done = report.Recovered();
            foreach (var member in members)
            {
                await member.StopAsync();
                Assert.Equal(0, member.Ingestion.Lost);
            }

            await Database.AssertNothingLostOrDoubleAsync(book, Kafka);
            done(book.Accepted);
        }
        finally
        {
            foreach (var member in members.OfType<PipelineHost>())
            {
                await member.DisposeAsync();
            }
        }

        ErrorCode Any(ErrorCode[] errors) => errors[random.Next(errors.Length)];
    }

    private static int Revocations(PipelineHost host) => host.Services.GetRequiredService<PartitionAssignment>().Revocations;

    private static int Partitions(PipelineHost host) =>
        host.Services.GetRequiredService<IConsumer<byte[], byte[]>>().Assignment.Count;

    private Task SendAsync(ProfileBook book, int count) => book.SendAsync(Kafka, _payments.Many(count, Customers));
}
