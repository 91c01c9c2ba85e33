using SegmentationUpdates.Standalone.Commands;

return await CommandLine.RunAsync(args);
