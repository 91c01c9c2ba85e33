using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Storage;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Migrations;

/// <summary>
/// Runs the <see cref="MigrationSteps"/> on the servers that the configuration names. Servers that are not there yet are waited for: a
/// published deployment keeps no order of start.
/// </summary>
public sealed partial class MigrationRunner(
    IConfiguration configuration,
    KafkaClientFactory clients,
    MigrationSteps steps,
    ILogger<MigrationRunner> logger,
    IOptions<MigrationOptions> options,
    IOptions<TopicOptions> topics,
    IOptions<ProfileOptions> profiles,
    TimeProvider time)
{
    private static readonly TimeSpan KafkaTimeout = TimeSpan.FromSeconds(10);

    private readonly KafkaLog _kafkaLog = new(logger, time);

    /// <returns>Whether everything is in place; the log says what is not.</returns>
    public async Task<bool> TryRunAsync(CancellationToken cancellationToken)
    {
        var giveUp = time.GetUtcNow() + options.Value.Patience;
        while (true)
        {
            try
            {
                await RunAsync(cancellationToken);
                LogInPlace();
                return true;
            }
            catch (Exception e) when (IsPassing(e) && time.GetUtcNow() < giveUp && !cancellationToken.IsCancellationRequested)
            {
                LogWaiting(Words(e), options.Value.RetryDelay.TotalSeconds);
                await Task.Delay(options.Value.RetryDelay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception e) when (
                e is TableException or SchemaMigrationException or MigrationSettingsException or KafkaSettingsException or TopicsException)
            {
                LogNotPossible(e.Message);
                return false;
            }
            catch (KafkaException e)
            {
                LogNotPossible(Words(e));
                return false;
            }
            catch (NpgsqlException e)
            {
                var server = new NpgsqlConnectionStringBuilder(configuration.GetConnectionString("segmentation"));
                LogNotPossible($"PostgreSQL at {server.Host}:{server.Port}: {e.Message}");
                return false;
            }
            catch (Exception e)
            {
                LogFailed(e);
                return false;
            }
        }
    }

    // A login that is refused is one that the services may wait for, because the migrations make it; nobody makes that of the migrations.
    private static bool IsPassing(Exception exception) =>
        (DatabaseErrors.IsTransient(exception) && !DatabaseErrors.IsRefusedLogin(exception))
        || KafkaErrors.MayPass(exception);

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var database = ConnectionString("segmentation");
        var config = clients.Admin();
        await KafkaCheck.RunAsync(config, KafkaTimeout, cancellationToken);
        using var admin = new AdminClientBuilder(config)
            .SetLogHandler((_, message) => _kafkaLog.Write(message))
            .SetErrorHandler((_, error) => _kafkaLog.Write(error))
            .Build();
        await steps.RunAsync(database, options.Value, profiles.Value, topics.Value, admin, cancellationToken);
    }

    private string Words(Exception exception) => exception switch
    {
        KafkaUnavailableException e => e.Reason.Sentence(clients.Servers!, "ConnectionStrings:kafka"),
        KafkaException e => $"Kafka at {clients.Servers}: {e.Error.Reason}",
        _ => exception.Message,
    };

    private string ConnectionString(string name) => configuration.GetConnectionString(name)
        ?? throw new MigrationSettingsException(
            $"the connection string '{name}' is missing: set ConnectionStrings:{name} (as an environment variable ConnectionStrings__{name})");

    [LoggerMessage(1, LogLevel.Information, "Schema, customers and topics are in place")]
    private partial void LogInPlace();

    [LoggerMessage(2, LogLevel.Warning, "Not possible yet ({Reason}); trying again in {Delay} s")]
    private partial void LogWaiting(string reason, double delay);

    [LoggerMessage(3, LogLevel.Critical, "Not possible: {Reason}")]
    private partial void LogNotPossible(string reason);

    [LoggerMessage(4, LogLevel.Critical, "The migrations failed")]
    private partial void LogFailed(Exception exception);
}
