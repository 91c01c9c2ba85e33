using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Migrations;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Integration.Tests.Hosting;

public class ServiceRunnerTests
{
    [Fact]
    public async Task A_program_whose_configuration_is_wrong_says_so_in_one_line_and_fails()
    {
        using var log = new LogCollector();
        using var host = Build(log, ("Segmentation:Migrations:Patience", "endless"));

        Assert.Equal(2, await host.RunServiceAsync());

        var record = Assert.Single(log.Records, record => record.Level == LogLevel.Critical);
        Assert.Equal(
            "The configuration is not valid: Segmentation:Migrations:Patience must be a time such as 00:00:30 or 1.00:00:00, not 'endless'",
            record.Message);
        Assert.Null(record.Exception);
    }

    [Fact]
    public async Task A_program_whose_configuration_is_right_runs_until_it_is_asked_to_stop()
    {
        using var log = new LogCollector();
        using var host = Build(log, ("Segmentation:Migrations:Patience", "00:00:10"));
        var run = host.RunServiceAsync();
        Assert.False(run.IsCompleted);

        await host.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, await run.EndsAsync());
        Assert.DoesNotContain(log.Records, record => record.Level == LogLevel.Critical);
    }

    private static IHost Build(LogCollector log, (string Key, string Value) setting)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection([new(setting.Key, setting.Value)]);
        builder.Logging.AddProvider(log);
        builder.AddMigrations();
        return builder.Build();
    }
}
