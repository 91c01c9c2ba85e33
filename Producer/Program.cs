using SegmentationUpdates.Producer;
using SegmentationUpdates.Pipeline.Hosting;

await using var app = ProducerProgram.Build(args);
return await app.RunServiceAsync();
