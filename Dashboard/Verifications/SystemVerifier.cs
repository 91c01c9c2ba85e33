using System.Diagnostics.CodeAnalysis;
using Confluent.Kafka;
using Microsoft.Extensions.Options;
using Npgsql;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Storage;
using SegmentationUpdates.Verification;

namespace SegmentationUpdates.Dashboard.Verifications;

/// <summary>Verifies the running system when somebody asks, one at a time, and keeps what the last one found until this process ends.</summary>
internal sealed partial class SystemVerifier(
    NpgsqlDataSource database,
    IOptions<TopicOptions> topics,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<SystemVerifier> logger,
    VerifyingConsumer? consumer)
{
    private readonly Lock _starting = new();
    private CancellationTokenSource? _stop;
    private volatile VerificationState? _current;

    /// <summary>Of the one that works, or the last one; null when nobody has asked.</summary>
    public VerificationState? Current => _current;

    /// <returns>False when one works already.</returns>
    public bool TryStart(VerificationRequest request, string? by, [NotNullWhen(true)] out VerificationState? state)
    {
        CancellationTokenSource stop;
        lock (_starting)
        {
            if (_current is { EndedAt: null })
            {
                state = null;
                return false;
            }

            _stop = stop = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
            _current = state = new VerificationState(
                time.GetUtcNow(), by, EndedAt: null, "beginning", 0, IsRight: null, [], request.Checkpoint ?? new Dictionary<int, long>(), Error: null);
        }

        _ = Task.Run(() => RunAsync(request, stop));
        return true;
    }

    /// <returns>False when none works.</returns>
    public bool TryStop()
    {
        lock (_starting)
        {
            if (_current is not { EndedAt: null })
            {
                return false;
            }

            _stop!.Cancel();
            return true;
        }
    }

    private async Task RunAsync(VerificationRequest request, CancellationTokenSource stop)
    {
        var offsets = new Dictionary<int, long>(request.Checkpoint ?? new Dictionary<int, long>());
        try
        {
            await using var connection = await database.OpenConnectionAsync(stop.Token);
            var kafka = consumer is null ? null : new TopicsToVerify(consumer(), topics.Value, request.PerSecond);
            var parts = await new SystemVerification(connection, kafka, time)
                .RunAsync("this dashboard has no Kafka", offsets, new Progress(this, offsets), stop.Token);
            var differences = parts.Sum(part => part.Differences);
            End(state => state with { IsRight = differences == 0, Parts = parts });
            LogEnded(differences);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            End(state => state with { Error = "It was stopped." });
        }
        catch (KafkaException e)
        {
            End(state => state with
            {
                Error = $"The topics cannot be compared: {e.Error.Reason}. They have to exist, and this user has to be allowed to read them.",
            });
        }
        catch (Exception e) when (DatabaseErrors.IsTransient(e))
        {
            End(state => state with { Error = $"The database does not answer: {e.GetBaseException().Message}." });
        }
        catch (Exception e)
        {
            LogFailed(e);
            End(state => state with { Error = "Something is wrong with this server; its log says what." });
        }
        finally
        {
            lock (_starting)
            {
                stop.Dispose();
            }
        }

        void End(Func<VerificationState, VerificationState> outcome)
        {
            lock (_starting)
            {
                _current = outcome(_current!) with { EndedAt = time.GetUtcNow(), Step = "ended", Checkpoint = offsets };
            }
        }
    }

    [LoggerMessage(1, LogLevel.Information, "The verification that was asked for has ended with {Differences} differences")]
    private partial void LogEnded(long differences);

    [LoggerMessage(2, LogLevel.Error, "The verification that was asked for has failed")]
    private partial void LogFailed(Exception exception);

    // Hears of a batch on the thread that has just moved the offsets.
    private sealed class Progress(SystemVerifier verifier, Dictionary<int, long> offsets) : IVerificationProgress
    {
        public void Begin(string name) => verifier._current = verifier._current! with { Step = name, Compared = 0 };

        public void Report(long value) =>
            verifier._current = verifier._current! with { Compared = value, Checkpoint = new Dictionary<int, long>(offsets) };
    }
}
