using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Migrations;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Database;

/// <summary>What the services may do is shown by every other test, whose pipelines log in as services.</summary>
public sealed class ServiceRoleTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    [Theory]
    [InlineData("DROP TABLE live_transaction_data")]
    [InlineData("TRUNCATE live_transaction_data")]
    [InlineData("DELETE FROM live_transaction_data")]
    [InlineData("UPDATE live_transaction_data SET transaction_amt = 0")]
    [InlineData("DELETE FROM customer_segments")]
    [InlineData("UPDATE customer_segments SET income = 0")]
    [InlineData("UPDATE customer_baselines SET num_transactions = 0")]
    [InlineData("DELETE FROM segment_changes")]
    [InlineData("UPDATE segment_changes SET reason = 'never'")]
    [InlineData("DELETE FROM clustering_models")]
    [InlineData("UPDATE clustering_models SET parameters = '{}'")]
    [InlineData("DELETE FROM schemaversions")]
    [InlineData("ALTER TABLE customer_segments DISABLE TRIGGER ALL")]
    [InlineData("SET session_replication_role = replica")]
    [InlineData("CREATE TABLE public.mine (id INT)")]
    [InlineData("CREATE OR REPLACE FUNCTION public.days_between(TIMESTAMPTZ, TIMESTAMPTZ) RETURNS INT LANGUAGE sql RETURN 0")]
    [InlineData("CREATE ROLE another")]
    [InlineData("CREATE DATABASE another")]
    [InlineData("SELECT reset_data()")]
    [InlineData("SELECT simulate_customer_time(3600)")]
    [InlineData("DELETE FROM customer_clock")]
    [InlineData("UPDATE customer_clock SET speed = 1")]
    [InlineData("SELECT rolpassword FROM pg_authid")]
    [InlineData("COPY customer_segments TO PROGRAM 'cat'")]
    public async Task A_service_may_not(string sql)
    {
        await Database.AddAsync(TestCustomers.Take(2));

        var refused = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsServiceAsync(sql));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Who_is_a_service_and_not_the_dashboard_may_not_erase_a_customer()
    {
        await Database.AddAsync(TestCustomers.Take(2));
        var services = await TestServiceLogin.MakeAsync(Database.ConnectionString, ServiceLogin.Role);
        try
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(services, "SELECT erase_customer(1)"));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
            Assert.Equal(2, await Database.CountAsync("customer_segments"));

            await ExecuteAsync(services, "SELECT * FROM customer_segments"); // It is a service all the same.
            await ExecuteAsServiceAsync("SELECT erase_customer(1)");
            Assert.Equal(1, await Database.CountAsync("customer_segments"));
        }
        finally
        {
            await services.DropAsync(Database.ConnectionString);
        }
    }

    [Fact]
    public async Task The_migrations_take_erasure_from_the_services_login_when_the_dashboard_gets_one_of_its_own()
    {
        var (services, dashboard) = ($"segmentation_test_{Guid.NewGuid():N}", $"segmentation_test_{Guid.NewGuid():N}");
        var options = new MigrationOptions { CustomersFile = TestCustomers.File, ServiceUser = services, ServicePassword = "first", DashboardUser = dashboard };
        try
        {
            await MigrateAsync(options);
            Assert.Equal([services], await WhoMayEraseAsync(services, dashboard));

            options.DashboardPassword = "second";
            await MigrateAsync(options);
            Assert.Equal([dashboard], await WhoMayEraseAsync(services, dashboard));

            options.DashboardUser = services;
            var refused = await Assert.ThrowsAsync<MigrationSettingsException>(() => MigrateAsync(options));
            Assert.Contains("Segmentation:Migrations:DashboardUser", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            await Database.ExecuteAsync($"DROP ROLE IF EXISTS {services}; DROP ROLE IF EXISTS {dashboard}");
        }
    }

    [Fact]
    public async Task Every_function_that_runs_with_the_owners_rights_names_its_search_path_and_is_not_for_everybody()
    {
        var functions = await Database.QueryAsync(
            """
            SELECT proname, proconfig::TEXT LIKE '%search_path=%', has_function_privilege('public', oid, 'EXECUTE')
            FROM pg_proc
            WHERE prosecdef AND pronamespace = 'public'::REGNAMESPACE
            """,
            row => (Name: row.GetString(0), HasPath: row.OrNull<bool>(1), IsPublic: row.GetBoolean(2)));

        Assert.Contains(functions, function => function.Name == "reset_data");
        Assert.All(functions, function => Assert.Equal((function.Name, true, false), function));
    }

    [Fact]
    public async Task A_service_resets_the_data_only_where_the_migrations_allow_it()
    {
        await Database.AddAsync(TestCustomers.Take(2));
        await using (var connection = await Database.OpenAsync())
        {
            await connection.InsertAsync(new Payments().Many(10, lastCustomer: 2));
        }

        await MigrateAsync(new MigrationOptions { CustomersFile = TestCustomers.File, AllowReset = true });
        await ExecuteAsServiceAsync("SELECT reset_data()");
        Assert.Equal(0, await Database.CountAsync("live_transaction_data"));

        await MigrateAsync(new MigrationOptions { CustomersFile = TestCustomers.File });
        var refused = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsServiceAsync("SELECT reset_data()"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    private static Task<long> MigrateAsync(MigrationOptions options, TestDatabase database) => new MigrationSteps(
        new SchemaMigrator(NullLogger<SchemaMigrator>.Instance),
        new CustomerLoader(TimeProvider.System, NullLogger<CustomerLoader>.Instance),
        NullLogger<MigrationSteps>.Instance,
        NullLogger<KafkaTopics>.Instance).RunAsync(database.ConnectionString, options, new ProfileOptions(), new TopicOptions(), kafka: null, Cancel);

    private Task<long> MigrateAsync(MigrationOptions options) => MigrateAsync(options, Database);

    private Task<List<string>> WhoMayEraseAsync(params string[] users) => Database.QueryAsync(
        "SELECT rolname FROM pg_roles WHERE rolname = ANY ($1) AND has_function_privilege(oid, 'erase_customer(INT)', 'EXECUTE')",
        row => row.GetString(0),
        (object)users);

    private Task ExecuteAsServiceAsync(string sql) => ExecuteAsync(Database.HostConnectionString, sql);

    private Task ExecuteAsync(TestServiceLogin login, string sql) => ExecuteAsync(
        new NpgsqlConnectionStringBuilder(Database.ConnectionString) { Username = login.User, Password = login.Password, Pooling = false }.ConnectionString,
        sql);

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Cancel);
        await connection.ExecuteAsync(sql);
    }
}
