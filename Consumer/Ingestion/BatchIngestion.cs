using Confluent.Kafka;
using SegmentationUpdates.Consumer.DeadLetters;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>
/// Carries one batch through: database, dead letters, then its offsets. Never commits an offset whose message is not in the database or
/// in the dead-letter topic. What fails for a passing reason is tried again until it succeeds or the stop; meanwhile the consumer is
/// polled without taking messages, so that the group does not take it for dead. For the consuming thread.
/// </summary>
internal sealed partial class BatchIngestion(
    ConsumerSession session,
    BatchWriter writer,
    DeadLetterPublisher deadLetters,
    IngestionInstruments instruments,
    IngestionOptions options,
    TimeProvider time,
    ILogger logger)
{
    // Of batches in which no message was sampled by its sender.
    private static readonly TimeSpan TraceInterval = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan PollWait = TimeSpan.FromMilliseconds(50);

    // Of a batch that goes in many pieces: much less than a member of the group may be silent.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);

    private readonly TraceRate _untraced = new(time, TraceInterval);

    /// <summary>Returns when the batch is done, or, when the stop came first, with its offsets not committed.</summary>
    /// <exception cref="Exception">The failure is no passing one.</exception>
    public void Ingest(Batch batch, CancellationToken cancellationToken)
    {
        using var activity = IngestionTelemetry.StartProcess(batch, session.Topic, session.Group, _untraced);
        var (count, started) = (batch.Count, time.GetTimestamp());
        if (!Persist(batch, cancellationToken) || !Retry(batch, PublishDeadLetters, cancellationToken))
        {
            return;
        }

        instruments.Metrics.RecordBatch(count, time.GetElapsedTime(started));
        session.Offsets.Commit(batch.NextOffsets);

        void PublishDeadLetters()
        {
            PollUntil(batch, deadLetters.PublishAsync(batch.Rejected, cancellationToken));
            foreach (var message in batch.Rejected)
            {
                instruments.Counters.CountDeadLetter(message.Rejection.Reason);
                instruments.Metrics.RecordDeadLetter(message.Rejection.Reason);
            }
        }
    }

    // Piece by piece, where the database does not take it at once; a piece that is written is not written or counted again when the next fails.
    private bool Persist(Batch batch, CancellationToken cancellationToken)
    {
        var uncertain = BatchOutcome.None;
        var polled = time.GetTimestamp();
        if (batch.Messages.Count == 0)
        {
            instruments.Counters.CountBatch(BatchOutcome.None, time.GetUtcNow().UtcDateTime);
        }

        while (batch.Messages.Count > 0)
        {
            if (!Retry(batch, Write, cancellationToken))
            {
                return false;
            }

            if (batch.Messages.Count > 0 && time.GetElapsedTime(polled) > LongestSilence)
            {
                session.Consumer.Pause(session.Consumer.Assignment);
                Poll(batch);
                session.Consumer.Resume(session.Consumer.Assignment);
                polled = time.GetTimestamp();
            }
        }

        return true;

        void Write()
        {
            if (batch.Messages.Count == 0)
            {
                return; // Revoked while this waited.
            }

            int count;
            BatchOutcome outcome;
            try
            {
                (count, outcome) = writer.WriteNext(batch.Messages);
            }
            catch (CommitUncertainException e)
            {
                uncertain = e.Outcome;
                throw;
            }

            outcome = outcome.ReconcileWith(uncertain);
            uncertain = BatchOutcome.None;
            var now = time.GetUtcNow();
            foreach (var message in batch.Messages.Take(count))
            {
                var delay = now.UtcDateTime - message.Source.Message.Timestamp.UtcDateTime;
                instruments.Counters.CountDelay(delay);
                instruments.Metrics.RecordDelay(delay);
            }

            instruments.Counters.CountBatch(outcome, now.UtcDateTime);
            batch.Rejected.AddRange(outcome.Rejected);
            batch.TakeWritten(count);
        }
    }

    private bool Retry(Batch batch, Action action, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(options.RetryDelay, options.MaxRetryDelay);
        while (true)
        {
            try
            {
                action();
                return true;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return false;
            }
            catch (Exception e) when (DatabaseErrors.IsTransient(e) || KafkaErrors.MayPass(e))
            {
                // Entity Framework and the client wrap the cause in what helps nobody: "likely due to a transient failure".
                var reason = e.GetBaseException().Message;
                var delay = backoff.Next();
                LogRetrying(batch.Count, reason, delay.TotalSeconds);
                instruments.Health.Fail(reason);
                if (!StayInGroup(batch, delay, reason, cancellationToken))
                {
                    return false;
                }
            }
        }
    }

    // A topic without a leader makes a dead letter wait for minutes: as long as a member of the group may be silent.
    private void PollUntil(Batch batch, Task delivery)
    {
        if (Task.WaitAny([delivery], PollWait) < 0)
        {
            session.Consumer.Pause(session.Consumer.Assignment);
            while (!delivery.IsCompleted)
            {
                Poll(batch);
            }

            session.Consumer.Resume(session.Consumer.Assignment);
        }

        delivery.GetAwaiter().GetResult();
    }

    // Waits, polling; false when the stop came.
    private bool StayInGroup(Batch batch, TimeSpan delay, string trouble, CancellationToken cancellationToken)
    {
        var until = time.GetTimestamp() + (long)(delay.TotalSeconds * time.TimestampFrequency);
        session.Consumer.Pause(session.Consumer.Assignment);
        while (time.GetTimestamp() < until && !cancellationToken.IsCancellationRequested)
        {
            Poll(batch);
            instruments.Health.Fail(trouble);
        }

        session.Consumer.Resume(session.Consumer.Assignment);
        return !cancellationToken.IsCancellationRequested;
    }

    private void Poll(Batch batch)
    {
        try
        {
            var polled = session.Consumer.Consume(PollWait);

            // First: a partition may go and come back within one call, and the message is then the first after its return.
            session.Collector.DropRevoked(batch);
            if (polled is { } message)
            {
                // Of a partition that was assigned meanwhile.
                session.Collector.Hold(message);
                session.Consumer.Pause([message.TopicPartition]);
            }
        }
        catch (KafkaException e) when (KafkaErrors.MayPass(e))
        {
            // The broker may be away as well; the client goes on trying.
            LogPollFailed(e.Error.Reason);
            session.Collector.DropRevoked(batch);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A batch of {Count} messages could not be ingested ({Reason}); trying again in {Delay:0.0} s")]
    private partial void LogRetrying(int count, string reason, double delay);

    [LoggerMessage(2, LogLevel.Warning, "Cannot consume: {Reason}")]
    private partial void LogPollFailed(string reason);
}
