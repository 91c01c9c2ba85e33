using SegmentationUpdates.Consumer;
using SegmentationUpdates.Pipeline.Hosting;

await using var app = ConsumerProgram.Build(args);
return await app.RunServiceAsync();
