using Confluent.Kafka;
using Npgsql;

namespace SegmentationUpdates.Verification;

/// <summary>Compares topics, transactions, profiles, segments and published changes of a running system, and changes nothing.</summary>
/// <param name="connection">An open connection of a login that may read.</param>
/// <param name="topics">Null where there is no Kafka to ask.</param>
/// <param name="time">The clock.</param>
public sealed class SystemVerification(NpgsqlConnection connection, TopicsToVerify? topics, TimeProvider time)
{
    /// <summary>Reads topics for as long as their rate makes it last, without holding up the caller's thread.</summary>
    /// <param name="withoutTopics">Why there are none, for a person.</param>
    /// <param name="offsets">
    /// By partition, where the comparison of transactions begins; a partition that is not there begins with its oldest message. Afterwards, and after
    /// an error, where the next one can go on.
    /// </param>
    /// <param name="progress">Hears how far it is.</param>
    /// <param name="cancellationToken">Ends it between two batches.</param>
    /// <returns>The parts, always the same five.</returns>
    /// <exception cref="KafkaException">The broker does not answer, or there is no such topic.</exception>
    /// <exception cref="NpgsqlException">The database does not answer, or refuses.</exception>
    public async Task<IReadOnlyList<VerifiedPart>> RunAsync(
        string withoutTopics, Dictionary<int, long> offsets, IVerificationProgress progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(progress);
        progress.Begin("verifying the database");
        var database = new DatabaseVerification(connection);
        List<VerifiedPart> parts =
        [
            await database.ProfilesAsync(cancellationToken),
            await database.SegmentsAsync(cancellationToken),
            await database.ChangesAsync(cancellationToken),
        ];
        if (topics is null)
        {
            return
            [
                .. parts,
                VerifiedPart.Skipped(TransactionVerification.Name, withoutTopics),
                VerifiedPart.Skipped(PublishedChangeVerification.Name, withoutTopics),
            ];
        }

        // The clients of Kafka block.
        return [.. parts, .. await Task.Run(() => TopicsAsync(topics, offsets, progress, cancellationToken), cancellationToken)];
    }

    private async Task<VerifiedPart[]> TopicsAsync(
        TopicsToVerify of, Dictionary<int, long> offsets, IVerificationProgress progress, CancellationToken cancellationToken)
    {
        using var transactions = Reader(of.Names.Transactions);
        using var deadLetters = Reader(of.Names.DeadLetters);
        using var changes = Reader(of.Names.SegmentChanges);
        progress.Begin("comparing transactions");
        var compared = await new TransactionVerification(connection, transactions, deadLetters, time).RunAsync(offsets, progress, cancellationToken);
        progress.Begin("comparing published changes");
        return [compared, await new PublishedChangeVerification(connection, changes, of.Names.SegmentChanges).RunAsync(progress, cancellationToken)];

        TopicReader Reader(string topic) => new(of.Consumer, topic, of.PerSecond, time);
    }
}
