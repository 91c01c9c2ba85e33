using Microsoft.Extensions.Logging;
using Npgsql;
using SegmentationUpdates.Dashboard.Queries;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Queries;

public sealed class SharedReadingTests
{
    public static TheoryData<Exception, string> Failures => new()
    {
        { new NpgsqlException("the connection is closed"), "the connection is closed" },
        { Wrapped(new PostgresException("terminating connection", "FATAL", "FATAL", "57P01")), "57P01: terminating connection" },
        { Wrapped(new NpgsqlException("Exception while reading", new TimeoutException())), "the database did not answer in time" },
        { new IOException("connection reset"), "connection reset" },
        { new InvalidDataException("version 3 is not JSON"), "version 3 is not JSON" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_reading_that_fails_says_why_and_the_next_succeeds(Exception failure, string problem)
    {
        using var log = new LogCollector();
        using var reading = new Reading(log, failure);
        using var watch = reading.Watch();

        await reading.StartAsync(Cancel);

        await Eventually.TrueAsync(() => reading is { Current: not null, Problem: null }, "the second reading succeeds");
        Assert.Equal(problem, reading.Told);
        Assert.DoesNotContain(log.Records, record => record.Level > LogLevel.Information);
        await reading.StopAsync(Cancel);
    }

    [Fact]
    public async Task A_fault_of_the_program_is_logged_with_its_trace_and_ends_nothing()
    {
        using var log = new LogCollector();
        using var reading = new Reading(log, new InvalidOperationException("a fault"));
        using var watch = reading.Watch();

        await reading.StartAsync(Cancel);

        await Eventually.TrueAsync(() => reading is { Current: not null, Problem: null }, "the second reading succeeds");
        Assert.Equal("a fault", reading.Told);
        Assert.Contains(log.Records, record => record.Level == LogLevel.Error);
        await reading.StopAsync(Cancel);
    }

    [Fact]
    public async Task Who_is_the_first_to_look_after_a_while_sees_nothing_of_long_ago()
    {
        using var log = new LogCollector();
        using var reading = new Held(log);
        await reading.StartAsync(Cancel);
        reading.Answers.Release();
        await Eventually.TrueAsync(() => reading.Current is not null, "it is read once at the start");

        using var watch = reading.Watch();

        Assert.Null(reading.Current);
        reading.Answers.Release();
        await Eventually.TrueAsync(() => reading.Current is not null, "it is read again");
        await reading.StopAsync(Cancel);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static InvalidOperationException Wrapped(Exception failure) =>
        new("An exception has been raised that is likely due to a transient failure.", failure);

    /// <summary>Fails once, then succeeds.</summary>
    private sealed class Reading(LogCollector log, Exception failure)
        : SharedReading<object>(TimeSpan.FromMilliseconds(1), log.CreateLogger(nameof(Reading)))
    {
        private bool _hasFailed;

        /// <summary>What a viewer would have read between the first reading and the second.</summary>
        public string? Told { get; private set; }

        protected override Task<object> ReadAsync(CancellationToken cancellationToken)
        {
            if (_hasFailed)
            {
                Told ??= Problem;
                return Task.FromResult(new object());
            }

            _hasFailed = true;
            throw failure;
        }
    }

    /// <summary>Reads when it may; what it has read is old at once.</summary>
    private sealed class Held(LogCollector log)
        : SharedReading<object>(TimeSpan.FromMilliseconds(1), log.CreateLogger(nameof(Held)), staleAfter: TimeSpan.Zero)
    {
        public SemaphoreSlim Answers { get; } = new(0);

        protected override async Task<object> ReadAsync(CancellationToken cancellationToken)
        {
            await Answers.WaitAsync(cancellationToken);
            return new object();
        }

        public override void Dispose()
        {
            base.Dispose();
            Answers.Dispose();
        }
    }
}
