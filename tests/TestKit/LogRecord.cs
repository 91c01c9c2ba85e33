using Microsoft.Extensions.Logging;

namespace SegmentationUpdates.TestKit;

internal sealed record LogRecord(LogLevel Level, string Category, string Message, Exception? Exception);
