using System.Net.Sockets;
using Npgsql;

namespace SegmentationUpdates.Dashboard.Feed;

/// <summary>Why something could not be read, in words for whoever looks at the page.</summary>
internal static class ReadingProblem
{
    /// <summary>
    /// The database or the network failed, or what is stored cannot be read; the next attempt may succeed. Entity Framework wraps errors that
    /// it takes for transient, and its own names for them say nothing to a reader.
    /// </summary>
    public static bool IsExpected(Exception exception) => Cause(exception) is not null;

    public static string Of(Exception exception) => Cause(exception) switch
    {
        TimeoutException or { InnerException: TimeoutException } => "the database did not answer in time",
        { } cause => cause.Message,
        null => exception.Message,
    };

    private static Exception? Cause(Exception? exception)
    {
        while (exception is not (null or NpgsqlException or TimeoutException or IOException or SocketException or InvalidDataException))
        {
            exception = exception.InnerException;
        }

        return exception;
    }
}
