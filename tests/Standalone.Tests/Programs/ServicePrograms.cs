using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SegmentationUpdates.Consumer;
using SegmentationUpdates.Dashboard;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Migrations;
using SegmentationUpdates.Producer;
using SegmentationUpdates.Trainer;

namespace SegmentationUpdates.Standalone.Tests.Programs;

/// <summary>The programs that talk to Kafka, built in this process as they build themselves.</summary>
internal static class ServicePrograms
{
    public const string Consumer = "Consumer";
    public const string Producer = "Producer";
    public const string Trainer = "Trainer";
    public const string Dashboard = "Dashboard";
    public const string Migrations = "Migrations";

    public static TheoryData<string> All => [Consumer, Producer, Trainer, Dashboard, Migrations];

    /// <summary>Not started.</summary>
    /// <param name="program">One of <see cref="All"/>.</param>
    /// <param name="settings">Keys and values, beside connection strings that lead nowhere.</param>
    public static IHost Build(string program, params IEnumerable<(string Key, string Value)> settings)
    {
        string[] args = Arguments(settings);
        return program switch
        {
            Consumer => ConsumerProgram.Build(args),
            Producer => ProducerProgram.Build(args),
            Trainer => TrainerProgram.Build(args),
            Migrations => MigrationProgram.Build(args),
            _ => DashboardProgram.TryBuild(args, out var app, out var problem) ? app : throw new InvalidOperationException(problem),
        };
    }

    /// <summary>The whole program, from its first line on; its exit code.</summary>
    public static Task<int> RunAsync(string program, params IEnumerable<(string Key, string Value)> settings)
    {
        var type = program switch
        {
            Consumer => typeof(ConsumerProgram),
            Producer => typeof(ProducerProgram),
            Trainer => typeof(TrainerProgram),
            Migrations => typeof(MigrationProgram),
            _ => typeof(DashboardProgram),
        };
        return Task.Run(() => (int)type.Assembly.EntryPoint!.Invoke(null, [Arguments(settings)])!);
    }

    /// <summary>What each Kafka client of a program is built with.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> KafkaClients(this IHost host) =>
        host.Services.GetServices<KafkaClientSettings>().ToDictionary(
            client => client.Client.Split(',')[0],
            client => (IReadOnlyDictionary<string, string>)client.Config.ToDictionary());

    private static string[] Arguments(IEnumerable<(string Key, string Value)> settings) =>
    [
        "--ConnectionStrings:kafka=127.0.0.1:1",
        "--ConnectionStrings:segmentation=Host=127.0.0.1;Port=1;Username=u;Database=segmentation",
        "--urls=http://127.0.0.1:0",
        .. settings.Select(setting => $"--{setting.Key}={setting.Value}"),
    ];
}
