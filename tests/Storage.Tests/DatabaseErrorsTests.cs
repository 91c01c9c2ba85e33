using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace SegmentationUpdates.Storage.Tests;

public class DatabaseErrorsTests
{
    public static TheoryData<Exception> Connections { get; } =
    [
        new NpgsqlException("Exception while reading from stream", new IOException("reset")),
        new SocketException((int)SocketError.ConnectionRefused),
        new TimeoutException(),
        new IOException("broken pipe"),
        new InvalidOperationException("likely transient", new NpgsqlException("away")),
        new DbUpdateException("an error occurred", new InvalidOperationException("likely transient", new TimeoutException())),
        new DbUpdateException("an error occurred", Error("40P01")),
    ];

    public static TheoryData<Exception> Defects { get; } =
    [
        new InvalidOperationException("a defect"),
        new InvalidOperationException("a defect", new FormatException("inside")),
        new DbUpdateException("an error occurred", Error("23505")),
        new NotSupportedException(),
        new OperationCanceledException(),
    ];

    [Theory]
    [InlineData("08006")] // connection failure
    [InlineData("53100")] // disk full
    [InlineData("53300")] // too many connections
    [InlineData("57P01")] // shutdown
    [InlineData("57P03")] // cannot connect now
    [InlineData("57014")] // cancelled
    [InlineData("58030")] // I/O error
    [InlineData("40001")]
    [InlineData("40P01")]
    [InlineData("55P03")]
    [InlineData("55006")]
    [InlineData("3D000")] // the database is not there yet
    [InlineData("42P01")] // the table is not there yet
    [InlineData("42883")]
    [InlineData("42703")]
    [InlineData("28P01")] // the login is not there yet, or its password has just changed
    [InlineData("28000")]
    [InlineData("SU001")]
    public void What_passes_by_itself_is_transient_and_no_fault_of_a_row(string state)
    {
        Assert.True(DatabaseErrors.IsTransient(Error(state)));
        Assert.False(DatabaseErrors.IsAboutData(Error(state)));
    }

    [Theory]
    [InlineData("cache lookup failed for function 16527", true)]
    [InlineData("could not open relation with OID 16400", true)]
    [InlineData("tuple concurrently updated", true)]
    [InlineData("unexpected chunk number 3 (expected 2)", false)]
    public void Of_internal_errors_only_those_pass_that_an_upgrade_of_the_schema_causes(string words, bool isTransient) => Assert.Equal(
        isTransient, DatabaseErrors.IsTransient(new PostgresException(words, "ERROR", "ERROR", PostgresErrorCodes.InternalError)));

    [Theory]
    [InlineData("22003")] // numeric value out of range
    [InlineData("22P02")] // invalid text representation
    [InlineData("23505")]
    [InlineData("23514")]
    public void A_value_that_does_not_fit_is_about_data_and_waiting_does_not_help(string state)
    {
        Assert.True(DatabaseErrors.IsAboutData(Error(state)));
        Assert.False(DatabaseErrors.IsTransient(Error(state)));
    }

    [Theory]
    [InlineData("42501")] // no permission
    [InlineData("42601")] // syntax
    [InlineData("XX001")] // data corrupted
    public void What_somebody_has_to_mend_is_neither(string state)
    {
        Assert.False(DatabaseErrors.IsTransient(Error(state)));
        Assert.False(DatabaseErrors.IsAboutData(Error(state)));
    }

    [Theory]
    [MemberData(nameof(Connections), DisableDiscoveryEnumeration = true)]
    public void A_connection_that_breaks_is_transient_however_it_is_wrapped(Exception exception) =>
        Assert.True(DatabaseErrors.IsTransient(exception));

    [Theory]
    [MemberData(nameof(Defects), DisableDiscoveryEnumeration = true)]
    public void A_defect_is_not_retried(Exception exception) => Assert.False(DatabaseErrors.IsTransient(exception));

    private static PostgresException Error(string state) => new("message", "ERROR", "ERROR", state);
}
