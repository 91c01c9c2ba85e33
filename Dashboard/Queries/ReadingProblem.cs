namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>Why something could not be read, in words for whoever looks at the page.</summary>
internal static class ReadingProblem
{
    public static string Of(Exception exception) =>
        exception is TimeoutException || exception.InnerException is TimeoutException
            ? "the database did not answer in time"
            : exception.Message;
}
