using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace SegmentationUpdates.AppHost.Tests.Running;

/// <summary>The whole application, started. Every wait has an end.</summary>
public sealed class RunningApplication : IAsyncDisposable
{
    // Long enough for a machine that has to fetch the images.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StopLimit = TimeSpan.FromMinutes(2);

    // Among others, Kafka takes 45 seconds to notice that a consumer is gone.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LogLimit = TimeSpan.FromSeconds(5);

    private readonly IDistributedApplicationTestingBuilder _builder;
    private readonly DistributedApplication _application;

    // What the resources write is written when a test has failed.
    private const string Quiet = "--Logging:LogLevel:SegmentationUpdates.AppHost.Resources=None";

    // Delivered, but forgotten again by a reset.
    private long _forgotten;

    private RunningApplication(IDistributedApplicationTestingBuilder builder, DistributedApplication application, AppHostLog log) =>
        (_builder, _application, Log) = (builder, application, log);

    /// <summary>What the console of the AppHost shows.</summary>
    internal AppHostLog Log { get; }

    /// <summary>The resources' instances when everything was there, by name.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<CustomResourceSnapshot>> Start { get; private set; } =
        new Dictionary<string, IReadOnlyList<CustomResourceSnapshot>>(StringComparer.Ordinal);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<RunningApplication> StartAsync(params string[] settings)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.SegmentationUpdates_AppHost>([Quiet, .. settings], Cancellation)
            .WaitAsync(StartLimit, Cancellation);
        var log = new AppHostLog();
        builder.Services.AddLogging(logging => logging.AddProvider(log));
        var application = await builder.BuildAsync(Cancellation).WaitAsync(StartLimit, Cancellation);
        var running = new RunningApplication(builder, application, log);
        try
        {
            await application.StartAsync(Cancellation).WaitAsync(StartLimit, Cancellation);
            return running;
        }
        catch
        {
            await running.WriteLogsAsync();
            await running.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the application with local services and waits until everything is there.</summary>
    public static async Task<RunningApplication> StartWholeAsync(params string[] settings)
    {
        var running = await StartAsync([Model.ApplicationModel.Local, .. settings]);
        try
        {
            running.Start = new Dictionary<string, IReadOnlyList<CustomResourceSnapshot>>(StringComparer.Ordinal)
            {
                ["local-services"] = Snapshots(await running.WaitUntilHealthyAsync("local-services")),
                ["migrations"] = Snapshots(await running.WaitForEndAsync("migrations")),
                ["consumer"] = Snapshots(await running.WaitUntilHealthyAsync("consumer", instances: 2)),
                ["trainer"] = Snapshots(await running.WaitUntilHealthyAsync("trainer")),
                ["producer"] = Snapshots(await running.WaitUntilHealthyAsync("producer")),
                ["dashboard"] = Snapshots(await running.WaitUntilHealthyAsync("dashboard")),
            };
            return running;
        }
        catch
        {
            await running.WriteLogsAsync();
            await running.DisposeAsync();
            throw;
        }

        static IReadOnlyList<CustomResourceSnapshot> Snapshots(IReadOnlyList<ResourceEvent> instances) => [.. instances.Select(instance => instance.Snapshot)];
    }

    /// <summary>Waits until so many instances of a resource are in a state, and gives what is known of each.</summary>
    internal async Task<IReadOnlyList<ResourceEvent>> WaitForAsync(
        string resource, Func<CustomResourceSnapshot, bool> state, int instances = 1)
    {
        var there = new Dictionary<string, ResourceEvent>(StringComparer.Ordinal);
        string? end = null;
        await _application.ResourceNotifications.WaitForResourceAsync(
            resource,
            seen =>
            {
                there.Remove(seen.ResourceId);
                if (state(seen.Snapshot))
                {
                    there.Add(seen.ResourceId, seen);
                }
                else if (seen.Snapshot.State?.Text == KnownResourceStates.FailedToStart)
                {
                    // It will not become anything else.
                    end = seen.ResourceId;
                }

                return there.Count == instances || end is not null;
            },
            Cancellation).WaitAsync(StartLimit, Cancellation);
        Assert.True(end is null, $"{end} failed to start");
        return [.. there.Values];
    }

    internal Task<IReadOnlyList<ResourceEvent>> WaitUntilHealthyAsync(string resource, int instances = 1) =>
        WaitForAsync(
            resource,
            snapshot => snapshot.State?.Text == KnownResourceStates.Running
                && snapshot.HealthStatus == HealthStatus.Healthy,
            instances);

    /// <summary>Waits until the instances of a resource have ended, or cannot begin any more.</summary>
    internal Task<IReadOnlyList<ResourceEvent>> WaitForEndAsync(string resource) => WaitForAsync(
        resource, snapshot => KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text, StringComparer.Ordinal));

    /// <summary>Ends the processes of one instance of a resource without any chance to clean up.</summary>
    internal async Task KillAsync(ResourceEvent instance)
    {
        var id = Convert.ToInt32(
            instance.Snapshot.Properties.Single(property => property.Name == "executable.pid").Value, CultureInfo.InvariantCulture);

        using var process = Process.GetProcessById(id);
        process.Kill(entireProcessTree: true);
        await WaitForEndAsync(instance.Resource.Name);
    }

    /// <summary>Presses Start of an instance that has ended.</summary>
    internal async Task StartAgainAsync(ResourceEvent instance)
    {
        var result = await _application.ResourceCommands
            .ExecuteCommandAsync(instance.ResourceId, KnownResourceCommands.StartCommand, Cancellation)
            .WaitAsync(StartLimit, Cancellation);
        Assert.True(result.Success, result.Message);
    }

    /// <summary>Presses a button of the dashboard.</summary>
    internal async Task PressAsync(string resource, string button)
    {
        var target = _application.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(r => r.Name == resource);
        var command = target.Annotations.OfType<ResourceCommandAnnotation>().Single(c => c.DisplayName == button);
        var result = await _application.ResourceCommands.ExecuteCommandAsync(target, command.Name, Cancellation)
            .WaitAsync(AnswerLimit, Cancellation);
        Assert.True(result.Success, $"{button}: {result.Message}");
    }

    internal async Task<ProducerAccount> ProducerAsync()
    {
        using var client = _application.CreateHttpClient("producer", "http");
        return (await client.GetFromJsonAsync<ProducerAccount>("/", Cancellation).WaitAsync(AnswerLimit, Cancellation))!;
    }

    /// <summary>Where a resource is found.</summary>
    internal Uri Endpoint(string resource) => _application.GetEndpoint(resource, "http");

    /// <summary>What a resource answers to somebody who opens its address.</summary>
    internal async Task<string> PageAsync(string resource)
    {
        using var client = _application.CreateHttpClient(resource, "http");
        return await client.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation).WaitAsync(AnswerLimit, Cancellation);
    }

    /// <summary>Waits until the producer has delivered so many transactions more than now.</summary>
    internal async Task DeliverAsync(long more)
    {
        var before = (await ProducerAsync()).Delivered;
        await Condition.BecomesTrueAsync(
            $"{more} more transactions are delivered", ProducerAsync, account => account.Delivered >= before + more, Limit);
    }

    /// <summary>Pauses the producer and waits until the database has exactly what it has delivered.</summary>
    internal async Task SettleAsync()
    {
        await PressAsync("producer", "Pause");
        var account = await Condition.BecomesTrueAsync(
            "all that was sent is acknowledged",
            ProducerAsync,
            account => account.IsPaused && account.Sent == account.Delivered + account.Failed,
            Limit);
        Assert.Equal(0, account.Failed);
        await Condition.BecomesTrueAsync(
            $"{account.Delivered - _forgotten} transactions are stored",
            () => QueryAsync("SELECT count(*) FROM live_transaction_data"),
            stored => stored == account.Delivered - _forgotten,
            Limit);
    }

    /// <summary>Forgets the transactions of a settled application.</summary>
    internal async Task ResetAsync()
    {
        await PressAsync("consumer", "Reset the data");
        _forgotten = (await ProducerAsync()).Delivered;
    }

    /// <summary>The number that a query answers.</summary>
    internal async Task<long> QueryAsync(string sql) => Convert.ToInt64(await ExecuteAsync(sql), CultureInfo.InvariantCulture);

    /// <summary>Runs a statement as the owner of the schema.</summary>
    /// <returns>The first value of the first row, if it answers with rows.</returns>
    internal async Task<object?> ExecuteAsync(string sql)
    {
        var connectionString = await _application.GetConnectionStringAsync("segmentation", Cancellation);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Cancellation).WaitAsync(AnswerLimit, Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancellation).WaitAsync(AnswerLimit, Cancellation);
    }

    /// <summary>Waits until a query answers with a number that fits.</summary>
    internal Task<long> WaitForAsync(string what, string sql, Func<long, bool> fits) =>
        Condition.BecomesTrueAsync(what, () => QueryAsync(sql), fits, Limit);

    /// <summary>Writes to the test's output what every resource has written.</summary>
    public async Task WriteLogsAsync()
    {
        var logs = _application.Services.GetRequiredService<ResourceLoggerService>();
        foreach (var resource in _application.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<IComputeResource>())
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"---- {resource.Name} ----");
            using var limit = new CancellationTokenSource(LogLimit);
            try
            {
                await foreach (var lines in logs.GetAllAsync(resource).WithCancellation(limit.Token))
                {
                    foreach (var line in lines)
                    {
                        TestContext.Current.TestOutputHelper?.WriteLine(line.Content);
                    }
                }
            }
            catch (OperationCanceledException)
            {
                TestContext.Current.TestOutputHelper?.WriteLine("(more did not come in time)");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync().AsTask().WaitAsync(StopLimit);
        await _builder.DisposeAsync();
    }
}
