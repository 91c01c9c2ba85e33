using SegmentationUpdates.Hosting;
using SegmentationUpdates.Producer;

await using var app = ProducerProgram.Build(args);
return await app.RunServiceAsync();
