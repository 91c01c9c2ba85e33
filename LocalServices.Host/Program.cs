using SegmentationUpdates.Hosting;
using SegmentationUpdates.LocalServices.Host;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.ServiceDefaults;

// PostgreSQL and a Kafka broker of this machine, as one resource of the AppHost, which says on which ports.
var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddValidatedOptions<ServerOptions>(ServerOptions.Section);
builder.Services.AddValidatedOptions<TopicOptions>(TopicOptions.Section);
builder.Services.AddSingleton<Servers>();
builder.Services.AddHostedService(services => services.GetRequiredService<Servers>());
builder.Services.AddHealthChecks().AddCheck<ServersHealthCheck>("servers");

await using var app = builder.Build();
app.MapDefaultEndpoints();
return await app.RunServiceAsync();
