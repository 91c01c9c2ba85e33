using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Fault.Tests.Faults;

/// <summary>The proof that nothing is lost and nothing double: counted again from what was produced, by the test and by the database.</summary>
internal static class Recount
{
    /// <summary>Every transaction of known customers is stored and in its profile once, and nothing else is anywhere.</summary>
    public static async Task AssertNothingLostOrDoubleAsync(this TestDatabase database, ProfileBook book, TestKafka kafka, int deadLetters = 0)
    {
        await book.AssertBalancedAsync(database);
        Assert.Equal(0, await database.CountAsync("verify_profiles()"));
        var letters = kafka.ReadDeadLetters().DistinctBy(Source, StringComparer.Ordinal).ToList();
        Assert.True(
            letters.Count == deadLetters, $"{letters.Count} dead letters, not {deadLetters}:\n{string.Join('\n', letters.Select(Reason))}");
    }

    /// <summary>Also that each customer is in the segment that the active model says. For a pipeline at rest.</summary>
    public static async Task AssertNothingLostOrDoubleOrUnscoredAsync(
        this TestDatabase database, ProfileBook book, TestKafka kafka, int deadLetters = 0)
    {
        await database.AssertNothingLostOrDoubleAsync(book, kafka, deadLetters);
        await database.AssertSegmentsAsync();
    }

    private static string Reason(Confluent.Kafka.ConsumeResult<byte[], byte[]> letter) =>
        $"{Source(letter)}: {System.Text.Encoding.UTF8.GetString(letter.Message.Headers.GetLastBytes("dead-letter.detail"))}";

    private static string Source(Confluent.Kafka.ConsumeResult<byte[], byte[]> letter) =>
        string.Join('/', letter.Message.Headers
            .Where(header => header.Key is "dead-letter.topic" or "dead-letter.partition" or "dead-letter.offset")
            .Select(header => System.Text.Encoding.UTF8.GetString(header.GetValueBytes())));
}
