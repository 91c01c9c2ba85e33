using System.Diagnostics.CodeAnalysis;
using Confluent.Kafka;
using Npgsql;
using SegmentationUpdates.Dashboard.Transactions;
using SegmentationUpdates.Pipeline.Hosting;
using SegmentationUpdates.Pipeline.Messaging;

namespace SegmentationUpdates.Dashboard.Hosting;

/// <summary>The clients of a dashboard that is a process of its own.</summary>
internal static class DashboardClients
{
    /// <summary>
    /// From the connection strings <c>segmentation</c> (Npgsql's) and, if there is one, <c>kafka</c> (bootstrap servers). Properties of the
    /// Kafka clients by librdkafka's names: <c>Segmentation:Kafka:Common:security_protocol</c>, underscores for dots.
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
        if (builder.Configuration.GetConnectionString("kafka") is not { Length: > 0 } kafka)
        {
            return true;
        }

        builder.Services.AddSingleton<IConfigurationRule>(new KafkaSettings(builder.Configuration));
        builder.Services.AddSingleton(services =>
        {
            var config = new ConsumerConfig { BootstrapServers = kafka };
            KafkaSettings.Apply(config, builder.Configuration);
            var topics = builder.Configuration.GetSection(TopicOptions.Section).Get<TopicOptions>() ?? new TopicOptions();
            return new GroupLag(config, topics.Transactions, Log(services));
        });
        builder.Services.AddSingleton<ProducerFactory>(services => timeout =>
        {
            var config = new ProducerConfig { BootstrapServers = kafka };
            config.MessageTimeoutMs = (int)timeout.TotalMilliseconds;
            KafkaSettings.Apply(config, builder.Configuration);
            var log = Log(services);
            return new ProducerBuilder<byte[], byte[]>(config)
                .SetLogHandler((_, message) => log.Write(message))
                .SetErrorHandler((_, error) => log.Write(error))
                .Build();
        });
        return true;
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
