using Microsoft.Extensions.Logging;

namespace SegmentationUpdates.Integration.Tests.Fixtures;

internal sealed record LogRecord(LogLevel Level, string Category, string Message, Exception? Exception);
