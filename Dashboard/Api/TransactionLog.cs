namespace SegmentationUpdates.Dashboard.Api;

internal static partial class TransactionLog
{
    [LoggerMessage(1, LogLevel.Warning, "{Count} transactions of a request were not all acknowledged: {Reason}")]
    public static partial void LogNotDelivered(ILogger logger, int count, string reason);
}
