using SegmentationUpdates.Hosting;
using SegmentationUpdates.Trainer;

await using var app = TrainerProgram.Build(args);
return await app.RunServiceAsync();
