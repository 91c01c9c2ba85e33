using Npgsql;
using SegmentationUpdates.Dashboard.Feed;

namespace SegmentationUpdates.Dashboard.Tests.Feed;

public sealed class ReadingProblemTests
{
    [Fact]
    public void Says_of_a_database_that_is_too_slow_what_it_is_and_not_what_the_client_calls_it()
    {
        const string words = "the database did not answer in time";

        Assert.Equal(words, ReadingProblem.Of(new TimeoutException("The operation has timed out.")));
        Assert.Equal(words, ReadingProblem.Of(new NpgsqlException("Exception while reading from stream", new TimeoutException())));
        Assert.Equal("57P01: terminating", ReadingProblem.Of(new PostgresException("terminating", "FATAL", "FATAL", "57P01")));
    }
}
