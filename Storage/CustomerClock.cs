using Npgsql;
using NpgsqlTypes;

namespace SegmentationUpdates.Storage;

/// <summary>The customers' time in a database that was made for a simulation faster than real time. Others have none.</summary>
/// <param name="Speed">Seconds of the customers' time in one.</param>
/// <param name="LoadedAt">The customers' time that the profiles were loaded at, UTC.</param>
/// <param name="Time">Of the latest transaction, UTC.</param>
/// <param name="MovedAt">When that was stored, in real time, UTC.</param>
public sealed record CustomerClock(double Speed, DateTime LoadedAt, DateTime Time, DateTime MovedAt)
{
    // No span that is added to a time is longer: nobody's simulation is either.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365_000);

    /// <returns>Null where the customers' time is the real one.</returns>
    /// <exception cref="NpgsqlException">The database cannot be reached, or has no such table yet.</exception>
    public static CustomerClock? Read(NpgsqlConnection connection)
    {
        using var command = Command(connection);
        using var reader = command.ExecuteReader();
        return reader.Read() ? Of(reader) : null;
    }

    /// <inheritdoc cref="Read"/>
    public static async Task<CustomerClock?> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken = default)
    {
        await using var command = Command(connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Of(reader) : null;
    }

    /// <summary>Moves the clock on to the time of a transaction that is stored, if it is later. In no database transaction.</summary>
    /// <exception cref="NpgsqlException">The database cannot be reached.</exception>
    public static void Advance(NpgsqlConnection connection, DateTime time)
    {
        using var command = new NpgsqlCommand("SELECT advance_customer_clock($1)", connection)
        {
            Parameters = { new() { Value = time, NpgsqlDbType = NpgsqlDbType.TimestampTz } },
        };
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// How late it can be for a sender, as far as is known here: the clock goes no faster than its speed since the latest transaction was stored. So
    /// it takes the place of the real time where a time is held to what may be.
    /// </summary>
    /// <param name="now">Real time, UTC.</param>
    /// <param name="skew">How far real clocks may differ.</param>
    public DateTime Latest(DateTime now, TimeSpan skew)
    {
        var passed = Math.Max(0, (now - MovedAt + skew).TotalSeconds) * Math.Max(1, Speed);
        return Time + TimeSpan.FromSeconds(Math.Min(passed, Min(Longest, DateTime.MaxValue - Time - skew).TotalSeconds));
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static NpgsqlCommand Command(NpgsqlConnection connection) =>
        new("SELECT speed, loaded_at, customer_time, moved_at FROM customer_clock", connection);

    private static CustomerClock Of(NpgsqlDataReader reader) =>
        new(reader.GetDouble(0), reader.GetDateTime(1), reader.GetDateTime(2), reader.GetDateTime(3));
}
