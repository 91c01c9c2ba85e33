using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Messaging.DeadLetters;
using SegmentationUpdates.Messaging.Topics;

namespace SegmentationUpdates.Consumer.DeadLetters;

/// <summary>
/// Puts messages that cannot be ingested into the dead-letter topic: key, value and headers as they came, and headers that say where
/// from, why and when. The source coordinates identify a dead letter: one written twice, by a crash in between, is the same one.
/// </summary>
internal sealed class DeadLetterPublisher(
    LastingProducer producer, IOptions<TopicOptions> topics, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Returns when the broker has them all.</summary>
    /// <exception cref="KafkaException">It has not.</exception>
    public Task PublishAsync(IReadOnlyList<RejectedMessage> messages, CancellationToken cancellationToken) =>
        Task.WhenAll(messages.Select(message => PublishAsync(DeadLetter(message), cancellationToken)).ToArray());

    private async Task PublishAsync(Message<byte[], byte[]> deadLetter, CancellationToken cancellationToken)
    {
        try
        {
            await producer.ProduceAsync(topics.Value.DeadLetters, deadLetter, cancellationToken, Patience);
        }
        catch (KafkaException e) when (e.Error.Code == ErrorCode.MsgSizeTooLarge)
        {
            // A topic that was made with other limits. One message that fits nowhere must not hold up all that follow: its headers say
            // where it is in the source topic.
            deadLetter.Headers.Add(DeadLetterHeaders.OmittedBytes, Encoding.UTF8.GetBytes($"{deadLetter.Value?.Length ?? 0}"));
            deadLetter.Value = [];
            await producer.ProduceAsync(topics.Value.DeadLetters, deadLetter, cancellationToken, Patience);
        }
    }

    private Message<byte[], byte[]> DeadLetter(RejectedMessage rejected)
    {
        var source = rejected.Source;

        // A dead letter that was replayed and rejected again gets new headers of ours.
        var headers = DeadLetterFormat.Original(source.Message.Headers);
        foreach (var header in DeadLetterFormat.SourceHeaders(source.TopicPartitionOffset))
        {
            headers.Add(header);
        }

        DeadLetterFormat.Add(headers, DeadLetterHeaders.Reason, rejected.Rejection.Reason.ToText());
        DeadLetterFormat.Add(headers, DeadLetterHeaders.Detail, rejected.Rejection.Detail);
        DeadLetterFormat.Add(headers, DeadLetterHeaders.Time, time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
        return new Message<byte[], byte[]> { Key = source.Message.Key, Value = source.Message.Value, Headers = headers };
    }
}
