using System.Globalization;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Npgsql;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Migrations;

/// <summary>
/// Puts everything in place that the other roles need: schema, the services' login, customers, topics. Can run again, and several times
/// at once.
/// </summary>
public sealed partial class MigrationSteps(
    SchemaMigrator schema, CustomerLoader customers, ILogger<MigrationSteps> logger, ILogger<KafkaTopics> topicLogger)
{
    /// <param name="connectionString">Of the user who owns the schema.</param>
    /// <param name="options">The customers' file and the services' login.</param>
    /// <param name="profiles">How profiles forget.</param>
    /// <param name="topics">The topics to create.</param>
    /// <param name="kafka">Null: the topics are there already.</param>
    /// <param name="cancellationToken">A cancelled call leaves what is in place by then.</param>
    /// <returns>Customers loaded; 0 when there were some already.</returns>
    /// <exception cref="SchemaMigrationException">A script failed.</exception>
    /// <exception cref="MigrationSettingsException">
    /// The services' login cannot be the one that is named; or time cannot be simulated in this database.
    /// </exception>
    /// <exception cref="TableException">The customers' file cannot be used; no customer was loaded.</exception>
    /// <exception cref="NpgsqlException">The database cannot be reached or refuses.</exception>
    /// <exception cref="TopicsException">Topics are missing, and the Kafka user may not create them.</exception>
    /// <exception cref="KafkaException">No broker answers, or it refuses.</exception>
    public async Task<long> RunAsync(
        string connectionString,
        MigrationOptions options,
        ProfileOptions profiles,
        TopicOptions topics,
        IAdminClient? kafka,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(profiles);
        await schema.MigrateAsync(connectionString, cancellationToken);

        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await EnsureLoginsAsync(connection, options, cancellationToken);
        await SetHalfLifeAsync(connection, profiles.HalfLife, cancellationToken);
        await AllowResetAsync(connection, options.AllowReset, cancellationToken);
        await SimulateTimeAsync(connection, options.SimulationSpeed, cancellationToken);
        var loaded = await customers.LoadAsync(connection, options.CustomersFile, cancellationToken);
        if (kafka is not null)
        {
            await new KafkaTopics(kafka, topicLogger).EnsureAsync(topics);
        }

        return loaded;
    }

    private static async Task EnsureLoginsAsync(NpgsqlConnection connection, MigrationOptions options, CancellationToken cancellationToken)
    {
        var hasDashboard = options.DashboardPassword is { Length: > 0 };
        if (hasDashboard && options.DashboardUser == options.ServiceUser)
        {
            throw new MigrationSettingsException(
                $"the services and the dashboard have one login, '{options.ServiceUser}', and a password each: name another in "
                + $"{MigrationOptions.Section}:{nameof(MigrationOptions.DashboardUser)}, or leave the dashboard's password out");
        }

        if (options.ServicePassword is { Length: > 0 } password)
        {
            await ServiceLogin.EnsureAsync(
                connection, options.ServiceUser, password, cancellationToken, hasDashboard ? ServiceLogin.Role : ServiceLogin.DashboardRole);
        }

        if (hasDashboard)
        {
            await ServiceLogin.EnsureAsync(connection, options.DashboardUser, options.DashboardPassword!, cancellationToken);
        }
    }

    // Of millions of transactions it takes longer than a command may by default.
    private async Task SetHalfLifeAsync(NpgsqlConnection connection, TimeSpan halfLife, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT set_half_life($1)", connection)
        {
            Parameters = { new() { Value = halfLife } },
            CommandTimeout = 0,
        };
        if (await command.ExecuteScalarAsync(cancellationToken) is true)
        {
            LogComputed(logger, halfLife.TotalDays);
        }
    }

    private static async Task AllowResetAsync(NpgsqlConnection connection, bool isAllowed, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            isAllowed
                ? $"GRANT EXECUTE ON FUNCTION reset_data() TO {ServiceLogin.Role}"
                : $"REVOKE EXECUTE ON FUNCTION reset_data() FROM {ServiceLogin.Role}",
            connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task SimulateTimeAsync(NpgsqlConnection connection, double speed, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT simulate_customer_time($1)", connection) { Parameters = { new() { Value = speed } } };
        if (await command.ExecuteScalarAsync(cancellationToken) is false)
        {
            throw new MigrationSettingsException(string.Create(
                CultureInfo.InvariantCulture,
                $"the database has transactions of the real time, and the customers' time cannot pass {speed:0.##} times as fast with them: "
                + $"simulate with speed 1, or in another database"));
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Computed the recent figures of every customer for a half-life of {Days} days")]
    private static partial void LogComputed(ILogger logger, double days);
}
