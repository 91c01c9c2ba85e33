using Npgsql;
using SegmentationUpdates.Migrations;
using SegmentationUpdates.Storage;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Database;

public sealed class ServiceLoginTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    private readonly string _user = $"segmentation_test_{Guid.NewGuid():N}";

    public override async ValueTask DisposeAsync()
    {
        await Database.ExecuteAsync($"DROP ROLE IF EXISTS {_user}");
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Migrations_at_once_make_one_login_and_the_next_gives_it_its_new_password()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => EnsureAsync(_user, "first"))).EndsAsync();
        await LogInAsync("first");

        await EnsureAsync(_user, "second");

        await LogInAsync("second");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => LogInAsync("first"));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    [Fact]
    public async Task Migrations_of_several_databases_of_one_server_make_one_login()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Postgres.CreateAsync())).EndsAsync();
        try
        {
            await Task.WhenAll(databases.SelectMany(database => Enumerable.Range(0, 2).Select(_ => EnsureAsync(database, _user, "first"))))
                .EndsAsync();

            await LogInAsync("first");
        }
        finally
        {
            foreach (var database in databases)
            {
                await database.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task A_password_can_be_changed_while_changes_of_segment_are_published()
    {
        await using var publisher = await Database.OpenAsync();
        Assert.True(await AdvisoryLock.SegmentChanges.TryHoldAsync(publisher, Cancel));
        Assert.True(await AdvisoryLock.Reclustering.TryHoldAsync(publisher, Cancel));

        await EnsureAsync(_user, "first").EndsAsync();

        await LogInAsync("first");
    }

    [Fact]
    public async Task A_login_that_was_made_by_hand_becomes_a_services()
    {
        await Database.ExecuteAsync($"CREATE ROLE {_user} NOLOGIN");

        await EnsureAsync(_user, "first");

        await LogInAsync("first");
        Assert.True(await Database.ScalarAsync<bool>($"SELECT pg_has_role('{_user}', '{ServiceLogin.Role}', 'MEMBER')"));
    }

    [Fact]
    public async Task The_owner_is_no_service()
    {
        var owner = await Database.ScalarAsync<string>("SELECT current_user::TEXT");

        var refused = await Assert.ThrowsAsync<MigrationSettingsException>(() => EnsureAsync(owner, "first"));

        Assert.Contains($"'{owner}'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Segmentation:Migrations:ServiceUser", refused.Message, StringComparison.Ordinal);
    }

    private Task EnsureAsync(string user, string password) => EnsureAsync(Database, user, password);

    private static async Task EnsureAsync(TestDatabase database, string user, string password)
    {
        await using var connection = await database.OpenAsync();
        await ServiceLogin.EnsureAsync(connection, user, password, Cancel);
    }

    private async Task LogInAsync(string password)
    {
        var login = new NpgsqlConnectionStringBuilder(Database.ConnectionString) { Username = _user, Password = password, Pooling = false };
        await using var connection = new NpgsqlConnection(login.ConnectionString);
        await connection.OpenAsync(Cancel);
    }
}
