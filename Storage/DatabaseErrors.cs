using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace SegmentationUpdates.Storage;

/// <summary>Tells what a database error asks for: waiting, or leaving out the row that caused it.</summary>
public static class DatabaseErrors
{
    /// <summary>An own SQLSTATE, raised by the trigger on live_transaction_data.</summary>
    public const string UnknownCustomer = "SU001";

    /// <summary>
    /// The same statement may succeed later: the server is away, starting, stopping, short of something, or has not got its schema yet;
    /// or this transaction lost against another. SQLSTATE classes by appendix A of the PostgreSQL manual.
    /// </summary>
    public static bool IsTransient(Exception exception) => exception switch
    {
        PostgresException e => e.SqlState switch
        {
            // Connection, insufficient resources, operator intervention, system error.
            _ when e.SqlState.StartsWith("08", StringComparison.Ordinal) => true,
            _ when e.SqlState.StartsWith("53", StringComparison.Ordinal) => true,
            _ when e.SqlState.StartsWith("57", StringComparison.Ordinal) => true,
            _ when e.SqlState.StartsWith("58", StringComparison.Ordinal) => true,
            PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => true,
            PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.ObjectInUse => true,

            // A server that has just become a standby, or is about to be the primary.
            PostgresErrorCodes.ReadOnlySqlTransaction => true,

            // A customer erased between two statements of ours: the next attempt finds it unknown.
            UnknownCustomer => true,

            // Published deployments start in any order: the migrations may still be running.
            PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.InvalidCatalogName => true,
            PostgresErrorCodes.UndefinedColumn => true,

            // Or they replace, at this moment, what the statement was about to use.
            PostgresErrorCodes.InternalError when IsReplaced(e.MessageText) => true,

            // And the services' login, which they make, may not be there yet.
            _ => IsRefusedLogin(e) || e.IsTransient,
        },
        NpgsqlException => true, // Not from the server: the connection.

        // Entity Framework wraps what it takes for transient.
        InvalidOperationException { InnerException: { } inner } => IsTransient(inner),
        DbUpdateException { InnerException: { } inner } => IsTransient(inner),
        SocketException or TimeoutException or IOException => true,
        _ => false,
    };

    /// <summary>
    /// What was asked takes longer, or more memory, than there is: a part of it may succeed. It is also what a server says that hangs for a
    /// moment, so this is no proof.
    /// </summary>
    public static bool IsTooMuch(Exception exception) => exception switch
    {
        PostgresException e => e.SqlState is PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.OutOfMemory,
        NpgsqlException or InvalidOperationException or DbUpdateException =>
            exception.InnerException is TimeoutException || (exception.InnerException is { } inner && IsTooMuch(inner)),
        _ => false,
    };

    /// <summary>The server does not know the user, or not by this password.</summary>
    public static bool IsRefusedLogin(Exception exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification,
    };

    // Internal errors have one code for all; their words are PostgreSQL's own in every language.
    private static bool IsReplaced(string message) =>
        message.StartsWith("cache lookup failed for ", StringComparison.Ordinal)
        || message.StartsWith("could not open relation with OID ", StringComparison.Ordinal)
        || message is "tuple concurrently updated" or "tuple concurrently deleted";

    /// <summary>A value does not fit: out of range, or against a constraint. Other rows of the same batch may be good.</summary>
    public static bool IsAboutData(Exception exception) =>
        exception is PostgresException { SqlState: { } state }
        && (state.StartsWith("22", StringComparison.Ordinal) || state.StartsWith("23", StringComparison.Ordinal));
}
