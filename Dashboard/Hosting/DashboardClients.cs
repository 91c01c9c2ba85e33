using System.Diagnostics.CodeAnalysis;
using Confluent.Kafka;
using Microsoft.Extensions.Options;
using Npgsql;
using SegmentationUpdates.Dashboard.Settings;
using SegmentationUpdates.Dashboard.Transactions;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Verification;

namespace SegmentationUpdates.Dashboard.Hosting;

/// <summary>The clients of a dashboard that is a process of its own.</summary>
internal static class DashboardClients
{
    /// <summary>
    /// From the connection strings <c>segmentation</c> (Npgsql's) and, if there is one, <c>kafka</c> (<see cref="KafkaClientFactory"/>).
    /// </summary>
    /// <param name="builder">Gets the clients.</param>
    /// <param name="problem">What is missing, when the result is false: there is no database to show.</param>
    public static bool TryAddDashboardClients(this WebApplicationBuilder builder, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        if (builder.Configuration.GetConnectionString("segmentation") is not { Length: > 0 } segmentation)
        {
            problem = "The connection string 'segmentation' is missing: set ConnectionStrings__segmentation to an Npgsql connection string, "
                + "such as \"Host=db;Username=u;Password=p;Database=segmentation\".";
            return false;
        }

        if (ConnectionStringProblem(segmentation) is { } wrong)
        {
            problem = $"The connection string 'segmentation' is not Npgsql's: {wrong}";
            return false;
        }

        builder.Services.AddSingleton(services => new NpgsqlDataSourceBuilder(segmentation)
            .UseLoggerFactory(services.GetRequiredService<ILoggerFactory>())
            .Build());
        builder.AddKafkaClients();
        return true;
    }

    private static void AddKafkaClients(this WebApplicationBuilder builder)
    {
        var clients = builder.AddKafkaSettings(KafkaClientKinds.Consumer | KafkaClientKinds.Producer, isNeeded: false);
        if (clients.Servers is null)
        {
            return;
        }

        builder.Services.AddKafkaSettingsLog("consumer, for the backlog and for verifications", _ => clients.Consumer());
        builder.Services.AddKafkaSettingsLog(
            "producer", services => clients.Producer(services.GetRequiredService<IOptions<DashboardOptions>>().Value.DeliveryTimeout));
        builder.Services.AddSingleton<VerifyingConsumer>(clients.Consumer);
        builder.Services.AddSingleton(services => new GroupLag(
            clients.Consumer(), services.GetRequiredService<IOptions<TopicOptions>>().Value.Transactions, Log(services)));
        builder.Services.AddSingleton<ProducerFactory>(services => timeout =>
        {
            var log = Log(services);
            return new ProducerBuilder<byte[], byte[]>(clients.Producer(timeout))
                .SetLogHandler((_, message) => log.Write(message))
                .SetErrorHandler((_, error) => log.Write(error))
                .Build();
        });
    }

    private static string? ConnectionStringProblem(string text)
    {
        try
        {
            return string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(text).Host) ? "Host is missing." : null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }

    private static KafkaLog Log(IServiceProvider services) => new(
        services.GetRequiredService<ILoggerFactory>().CreateLogger("SegmentationUpdates.Kafka"), services.GetRequiredService<TimeProvider>());
}
