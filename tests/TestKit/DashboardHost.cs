using System.Net.Http.Json;
using System.Text.Json;
using Confluent.Kafka;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using SegmentationUpdates.Dashboard;
using SegmentationUpdates.Dashboard.Feed;
using SegmentationUpdates.Dashboard.Settings;
using SegmentationUpdates.Dashboard.Transactions;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Verification;

namespace SegmentationUpdates.TestKit;

/// <summary>A dashboard on a port of its own, composed as the programs do it, as the pipeline's login.</summary>
internal sealed class DashboardHost : IAsyncDisposable
{
    public const string OperatorKey = "the-operator's-key-of-a-test";
    public const string ViewerKey = "the-viewer's-key-of-a-test";

    private readonly WebApplication _app;

    private DashboardHost(WebApplication app)
    {
        _app = app;
        Client = NewClient();
        Operator = NewClient(OperatorKey);
    }

    public IServiceProvider Services => _app.Services;

    public LogCollector Log => Services.GetRequiredService<LogCollector>();

    public ISegmentFeed Feed => Services.GetRequiredService<ISegmentFeed>();

    public Uri Address => new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Without a key. Follows no redirects.</summary>
    public HttpClient Client { get; }

    /// <summary>With the operator key.</summary>
    public HttpClient Operator { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="database">What it shows.</param>
    /// <param name="kafka">Where its transactions go; null: it has no Kafka.</param>
    /// <param name="settings">Of the section Segmentation:Dashboard; the operator key is set.</param>
    public static Task<DashboardHost> StartAsync(
        TestDatabase database, TestKafka? kafka = null, params (string Key, string? Value)[] settings) =>
        StartAtAsync("http://127.0.0.1:0", database, kafka, settings);

    /// <summary>As <see cref="StartAsync"/>, but listening at an address that is given.</summary>
    public static async Task<DashboardHost> StartAtAsync(
        string url, TestDatabase database, TestKafka? kafka = null, params (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(DashboardOptions).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.Configuration.AddInMemoryCollection([new($"{DashboardOptions.Section}:OperatorKey", OperatorKey)]);
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => new KeyValuePair<string, string?>($"{DashboardOptions.Section}:{setting.Key}", setting.Value)));
        var log = new LogCollector();
        builder.Logging.AddProvider(log);
        builder.Services.AddSingleton(log);
        builder.WebHost.UseKestrel().UseStaticWebAssets().UseUrls(url);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(database.HostConnectionString));
        if (kafka is not null)
        {
            AddKafka(builder, kafka);
        }

        builder.AddDashboard();
        var app = builder.Build();
        app.MapDashboard();
        try
        {
            await app.StartAsync(Cancel);
            return new DashboardHost(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public HttpClient NewClient(string? key = null)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Address, Timeout = Eventually.Limit };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Add("X-API-Key", key);
        }

        return client;
    }

    /// <summary>Changes the configuration while the dashboard runs, as an edited file does.</summary>
    /// <param name="key">Of the section Segmentation:Dashboard.</param>
    /// <param name="value">Null for none.</param>
    public void Reconfigure(string key, string? value)
    {
        var configuration = (IConfigurationRoot)Services.GetRequiredService<IConfiguration>();
        configuration[$"{DashboardOptions.Section}:{key}"] = value;
        configuration.Reload();
    }

    /// <summary>The JSON of an answer that has to be good.</summary>
    public async Task<JsonElement> GetAsync(string path) =>
        await Client.GetFromJsonAsync<JsonElement>($"/api/v1{path}", Cancel);

    /// <summary>Waits until the feed reads the database.</summary>
    public async Task<DashboardHost> ConnectedAsync()
    {
        await WaitAsync(snapshot => snapshot.Connection.IsConnected, "the feed is connected");
        return this;
    }

    public Task WaitAsync(Func<DashboardSnapshot, bool> condition, string what) =>
        Eventually.TrueAsync(() => condition(Feed.Current), what);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Operator.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private static void AddKafka(WebApplicationBuilder builder, TestKafka kafka)
    {
        builder.Configuration.AddInMemoryCollection(
        [
            new($"{TopicOptions.Section}:Transactions", kafka.Topics.Transactions),
            new($"{TopicOptions.Section}:DeadLetters", kafka.Topics.DeadLetters),
            new($"{TopicOptions.Section}:Producers", kafka.Topics.Producers),
            new($"{TopicOptions.Section}:SegmentChanges", kafka.Topics.SegmentChanges),
        ]);
        builder.Services.AddSingleton<VerifyingConsumer>(kafka.ConsumerConfig);
        builder.Services.AddSingleton(_ => new GroupLag(kafka.ConsumerConfig(), kafka.Topics.Transactions));
        builder.Services.AddSingleton<ProducerFactory>(_ => timeout => new ProducerBuilder<byte[], byte[]>(
            Configured(new ProducerConfig
            {
                BootstrapServers = kafka.BootstrapServers,
                MessageTimeoutMs = (int)timeout.TotalMilliseconds,
            })).SetLogHandler((_, _) => { }).Build());

        static ProducerConfig Configured(ProducerConfig config)
        {
            KafkaClientDefaults.Apply(config);
            return config;
        }
    }
}
