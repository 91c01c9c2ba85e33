using System.Text;
using SegmentationUpdates.Fault.Tests.Ingestion;
using SegmentationUpdates.TestKit;
using SegmentationUpdates.Verification;

namespace SegmentationUpdates.Fault.Tests.Soak;

/// <summary>Compares everything with the book, and with itself by the product's own verification, while nothing is broken and nothing is sent.</summary>
internal sealed class SoakAudit(SoakServers servers, SoakTraffic traffic, DeadLetterReader letters) : IVerificationProgress
{
    private readonly Dictionary<int, long> _checkpoint = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <returns>Distinct dead letters so far.</returns>
    public async Task<int> RunAsync()
    {
        await servers.Kafka.WaitForGroupAsync();
        await servers.Database.WaitForModelsAsync();
        await Eventually.TrueAsync(
            () => servers.Database.ScalarAsync<bool>(
                "SELECT COALESCE(max(last_change_id), 0) >= (SELECT COALESCE(max(change_id), 0) FROM segment_changes) FROM segment_change_publications"),
            "every change is published");
        await traffic.Book.AssertBalancedAsync(servers.Database);
        await AssertRejectedAsync();
        await AssertVerifiedAsync();
        return traffic.Rejected.Count;
    }

    public void Begin(string name)
    {
    }

    public void Report(long value)
    {
    }

    private async Task AssertRejectedAsync()
    {
        await letters.CatchUpAsync();
        var found = letters.Letters
            .Select(letter => (
                Value: SoakTraffic.Fingerprint(letter.Message.Value),
                Reason: Encoding.UTF8.GetString(letter.Message.Headers.GetLastBytes("dead-letter.reason"))))
            .ToHashSet();
        var expected = traffic.Rejected.Select(rejected => (rejected.Key, rejected.Value)).ToHashSet();
        Assert.Empty(expected.Except(found));
        Assert.Empty(found.Except(expected));
    }

    // From the checkpoint on: the broker in memory drops what is old. Customers may be just moving to a model that was trained meanwhile.
    private Task AssertVerifiedAsync() => Eventually.TrueAsync(
        async () =>
        {
            await using var connection = await servers.Database.OpenAsync();
            var parts = await new SystemVerification(
                connection, new TopicsToVerify(servers.Kafka.ConsumerConfig(), servers.Kafka.Topics, int.MaxValue), TimeProvider.System)
                .RunAsync("", _checkpoint, this, Cancel);
            Assert.All(parts, part => Assert.True(part.Differences == 0, $"{part.Name}: {part.Differences}\n{string.Join('\n', part.Examples)}"));
            return parts.All(part => part.NotVerified is null);
        },
        "every part can be verified");
}
