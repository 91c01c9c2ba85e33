using SegmentationUpdates.Consumer;
using SegmentationUpdates.Hosting;

await using var app = ConsumerProgram.Build(args);
return await app.RunServiceAsync();
