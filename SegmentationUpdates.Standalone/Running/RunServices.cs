using Npgsql;
using SegmentationUpdates.LocalServices;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Standalone.Views;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>The Kafka and the PostgreSQL of a run: given ones, which are checked, or private ones, which end with the run.</summary>
internal sealed class RunServices : IAsyncDisposable
{
    private readonly InMemoryBroker? _broker;
    private readonly LocalPostgres? _postgres;

    private RunServices(RunSettings settings, InMemoryBroker? broker, LocalPostgres? postgres, string? serviceConnectionString)
    {
        _broker = broker;
        _postgres = postgres;
        ConnectionString = settings.UsesDatabase ? settings.Postgres ?? serviceConnectionString : null;
        OwnerConnectionString = settings.UsesDatabase ? settings.Postgres ?? postgres?.ConnectionString : null;
        Kafka = settings.UsesKafka ? new KafkaClients(settings.Kafka ?? broker!.BootstrapServers, inMemory: broker is not null) : null;
    }

    /// <summary>For the services: on a private server a login with no more rights than they need. Null when no role works with the database.</summary>
    public string? ConnectionString { get; }

    /// <summary>For the migrations. Null when no role works with the database.</summary>
    public string? OwnerConnectionString { get; }

    /// <summary>Null when no role works with Kafka.</summary>
    public KafkaClients? Kafka { get; }

    /// <summary>The broker is in this process: it forgets, and holds little.</summary>
    public bool BrokerIsInMemory => _broker is not null;

    /// <summary>Where the private server's files are; null without one.</summary>
    public string? DataFolder => _postgres?.DataFolderPath;

    /// <exception cref="CommandException">A given server does not answer; names its endpoint.</exception>
    /// <exception cref="LocalServiceException">A private one cannot be started; says what to do.</exception>
    public static async Task<RunServices> StartAsync(RunSettings settings, TopicOptions topics, CancellationToken cancellationToken)
    {
        // The given ones first: when one of them is away, nothing has to be started and stopped.
        if (settings.Kafka is not null)
        {
            await CheckKafkaAsync(settings.Kafka, cancellationToken);
        }

        if (settings.Postgres is not null && settings.UsesDatabase)
        {
            await CheckPostgresAsync(settings.Postgres, cancellationToken);
        }

        var broker = settings.Kafka is null && settings.UsesKafka ? InMemoryBroker.Start(topics.PartitionsByTopic) : null;
        LocalPostgres? postgres = null;
        try
        {
            if (settings.Postgres is not null || !settings.UsesDatabase)
            {
                return new RunServices(settings, broker, postgres, serviceConnectionString: null);
            }

            postgres = await StartPostgresAsync(settings, cancellationToken);
            RunBroker.Tell(postgres.DataFolderPath, broker?.BootstrapServers);
            return new RunServices(settings, broker, postgres, await LocalServiceLogin.MakeAsync(postgres.ConnectionString, cancellationToken));
        }
        catch
        {
            broker?.Dispose();
            if (postgres is not null)
            {
                await postgres.DisposeAsync();
            }

            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _broker?.Dispose();
        if (DataFolder is { } folder)
        {
            RunBroker.Tell(folder, servers: null);
        }

        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }

    private static async Task<LocalPostgres> StartPostgresAsync(RunSettings settings, CancellationToken cancellationToken)
    {
        await using var fetch = FetchView.Create();
        return await LocalPostgres.StartAsync(
            settings.DataFolder,
            new LocalPostgresOptions { Fresh = settings.Fresh, Fetch = settings.Download, FetchProgress = fetch },
            cancellationToken);
    }

    private static async Task CheckKafkaAsync(string bootstrapServers, CancellationToken cancellationToken)
    {
        try
        {
            await new KafkaClients(bootstrapServers, inMemory: false).CheckAsync(cancellationToken);
        }
        catch (KafkaUnavailableException e)
        {
            throw new CommandException(e.Reason.Sentence(bootstrapServers, "--kafka", "leave it out to use the broker in this process"), e);
        }
    }

    private static async Task CheckPostgresAsync(string connectionString, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        try
        {
            await using var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            // The server answers; the migrations create the database.
        }
        catch (NpgsqlException e)
        {
            var cause = e.InnerException?.Message ?? e.Message;
            throw new CommandException(
                $"cannot use PostgreSQL at {settings.Host}:{settings.Port} ({cause}): start it, correct --postgres, or leave it out to use a private server",
                e);
        }
    }
}
