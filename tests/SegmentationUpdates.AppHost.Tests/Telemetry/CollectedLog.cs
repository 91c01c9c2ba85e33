using Microsoft.Extensions.Logging;

namespace SegmentationUpdates.AppHost.Tests.Telemetry;

/// <param name="Service">The process that sent it: the resource's name.</param>
/// <param name="Category">Of the logger.</param>
/// <param name="Level">By OTLP's severity.</param>
/// <param name="Text">As somebody reads it.</param>
internal sealed record CollectedLog(string Service, string Category, LogLevel Level, string Text);
