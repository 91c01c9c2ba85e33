using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Npgsql;
using SegmentationUpdates.Messaging.SegmentChanges;

namespace SegmentationUpdates.Verification;

/// <summary>
/// Compares the topic of changes with the database: of each customer the topic's last record is the last change that counts as published, or a
/// later one, and none comes after a newer one.
/// </summary>
internal sealed class PublishedChangeVerification(NpgsqlConnection connection, TopicReader changes, string topic)
{
    public const string Name = "the topic of changes ends with each customer's last change";

    /// <exception cref="KafkaException">The broker does not answer.</exception>
    public async Task<VerifiedPart> RunAsync(IProgress<long> done, CancellationToken cancellationToken)
    {
        var differences = new Differences(Name);

        // Before the topic: what is published is in it.
        var through = await ThroughAsync(cancellationToken);
        var last = await Task.Run(() => LastOfTopic(differences, done, cancellationToken), cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            SELECT DISTINCT ON (customer_id) customer_id, change_id
            FROM segment_changes
            WHERE change_id <= $1 AND EXISTS (SELECT FROM customer_segments c WHERE c.customer_id = segment_changes.customer_id)
            ORDER BY customer_id, change_id DESC
            """,
            connection)
        {
            Parameters = { new() { Value = through } },
            CommandTimeout = 0,
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (customer, change) = (reader.GetInt32(0), reader.GetInt64(1));
            differences.Compare();
            if (!last.TryGetValue(customer, out var published))
            {
                differences.Add($"customer {customer} is not in the topic; change {change} counts as published");
            }
            else if (published < change)
            {
                differences.Add($"customer {customer} ends with change {published} in the topic; change {change} counts as published");
            }
        }

        return differences.ToPart();
    }

    private async Task<long> ThroughAsync(CancellationToken cancellationToken)
    {
        // Nothing of what counts is in a topic that is new: its publisher begins again.
        if (changes.Ends().All(end => end.Offset == 0))
        {
            return 0;
        }

        await using var command = new NpgsqlCommand(
            "SELECT COALESCE((SELECT last_change_id FROM segment_change_publications WHERE topic = $1), 0)", connection)
        {
            Parameters = { new() { Value = topic } },
        };
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private Dictionary<int, long> LastOfTopic(Differences differences, IProgress<long> done, CancellationToken cancellationToken)
    {
        var (last, newest, read) = (new Dictionary<int, long>(), new Dictionary<int, long>(), 0L);
        foreach (var record in changes.Read(changes.Ends(), new Dictionary<int, long>(), cancellationToken))
        {
            if (SegmentChangeFormat.ReadChangeId(record.Message) is { } change
                && int.TryParse(Encoding.UTF8.GetString(record.Message.Key ?? []), CultureInfo.InvariantCulture, out var customer))
            {
                last[customer] = change;
                newest[customer] = Math.Max(change, newest.GetValueOrDefault(customer));
            }

            done.Report(++read);
        }

        // A publisher that begins again repeats a few, and ends with the newest again.
        foreach (var (customer, change) in last.Where(record => record.Value < newest[record.Key]))
        {
            differences.Add($"customer {customer} ends with change {change} in the topic, behind the newer {newest[customer]}");
        }

        return last;
    }
}
