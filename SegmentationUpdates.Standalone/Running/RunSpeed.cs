using System.Globalization;
using Npgsql;
using SegmentationUpdates.Producer.Simulation;
using SegmentationUpdates.Standalone.Errors;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>How fast the customers' time passes in a run: as asked for, and for a demonstration on a private database so fast that it shows weeks.</summary>
internal static class RunSpeed
{
    /// <summary>An hour a second: ten minutes are 25 days.</summary>
    public const double OfDemonstration = 3600;

    private const string Key = $"{SimulationOptions.Section}:{nameof(SimulationOptions.Speed)}";

    /// <param name="settings">Of the run.</param>
    /// <param name="connectionString">The database; null for a run without one.</param>
    /// <param name="cancellationToken">Cancels the queries.</param>
    /// <exception cref="CommandException">The database's customers live in real time, and this run cannot change that.</exception>
    public static async Task<double> ResolveAsync(RunSettings settings, string? connectionString, CancellationToken cancellationToken)
    {
        var asked = Asked(settings);
        if (connectionString is null || !settings.Roles.HasFlag(Roles.Producer))
        {
            return asked ?? 1;
        }

        var (isSimulated, isReal) = await TimeAsync(connectionString, cancellationToken);
        var canBeSimulated = isSimulated || (!isReal && settings.Roles.HasFlag(Roles.Migrations));
        var isDemonstration = settings is { Kafka: null, Postgres: null, Profile: SimulationProfile.Realistic };
        return (asked, canBeSimulated) switch
        {
            (null, _) => isDemonstration && canBeSimulated ? OfDemonstration : 1,
            ({ } speed, false) when speed != 1 => throw new CommandException(
                isReal
                    ? "the database has transactions of the real time, and the customers' time cannot pass faster with them: leave --speed out, or "
                        + (settings.Postgres is null ? "begin again with --fresh" : "name another database with --postgres")
                    : "the database is not made for customers whose time passes faster: add migrations to --roles, or leave --speed out"),
            ({ } speed, _) => speed,
        };
    }

    /// <summary>By the command line, or else by the environment.</summary>
    private static double? Asked(RunSettings settings) =>
        settings.Speed
        ?? (double.TryParse(RunEnvironment.Configuration()[Key], NumberStyles.Float, CultureInfo.InvariantCulture, out var speed) ? speed : null);

    private static async Task<(bool IsSimulated, bool IsReal)> TimeAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        return await IsThereAsync("customer_clock") ? (true, false) : (false, await IsThereAsync("live_transaction_data"));

        // The migrations may not have been there yet, or only those of an earlier release.
        async Task<bool> IsThereAsync(string table)
        {
            await using var known = source.CreateCommand($"SELECT to_regclass('{table}') IS NOT NULL");
            if (await known.ExecuteScalarAsync(cancellationToken) is not true)
            {
                return false;
            }

            await using var filled = source.CreateCommand($"SELECT EXISTS (SELECT FROM {table})");
            return await filled.ExecuteScalarAsync(cancellationToken) is true;
        }
    }
}
