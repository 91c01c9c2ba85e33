using System.Security.Cryptography;
using Npgsql;
using SegmentationUpdates.Migrations;

namespace SegmentationUpdates.TestKit;

/// <summary>A login of the pipeline on a test's server, made as the migrations make it.</summary>
public sealed class TestServiceLogin
{
    private TestServiceLogin(string suffix) => User = $"segmentation_test_{suffix}";

    public string User { get; }

    /// <summary>With what needs quoting in SQL, in connection strings, and preparing for SCRAM.</summary>
    public string Password { get; } = $"{RandomNumberGenerator.GetHexString(20)}'\"\\;=\u00fc\u2168";

    /// <param name="ownerConnectionString">Of a user who may create roles.</param>
    /// <param name="role">What it is a member of: by itself it is the login of all services, the dashboard among them.</param>
    public static async Task<TestServiceLogin> MakeAsync(string ownerConnectionString, string role = ServiceLogin.DashboardRole)
    {
        var login = new TestServiceLogin(Guid.NewGuid().ToString("N"));
        await using var connection = await OpenAsync(ownerConnectionString);
        await ServiceLogin.EnsureAsync(connection, login.User, login.Password, TestContext.Current.CancellationToken, role);
        return login;
    }

    public async Task DropAsync(string ownerConnectionString)
    {
        await using var connection = await OpenAsync(ownerConnectionString);
        await using var command = new NpgsqlCommand($"DROP ROLE {User}", connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(CancellationToken.None);
        return connection;
    }
}
