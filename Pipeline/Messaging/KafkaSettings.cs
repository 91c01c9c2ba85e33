using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using SegmentationUpdates.Pipeline.Hosting;

namespace SegmentationUpdates.Pipeline.Messaging;

/// <summary>
/// Properties of the Kafka clients from the configuration, by librdkafka's names with underscores for dots, for all of them or one kind:
/// <c>Segmentation:Kafka:Common:security_protocol</c>, <c>Segmentation:Kafka:Consumer:group_id</c>. So a broker's password need not stand in a
/// command line.
/// </summary>
public sealed class KafkaSettings(IConfiguration configuration) : IConfigurationRule
{
    public const string Section = "Segmentation:Kafka";

    private const string Common = "Common";
    private const string Consumer = "Consumer";
    private const string Producer = "Producer";
    private static readonly string[] Kinds = [Common, Consumer, Producer];

    /// <summary>Our defaults, then the configuration.</summary>
    public static void Apply(ProducerConfig config, IConfiguration configuration)
    {
        KafkaClientDefaults.Apply(config);
        new KafkaSettings(configuration).Apply(config);
    }

    /// <inheritdoc cref="Apply(ProducerConfig, IConfiguration)"/>
    public static void Apply(ConsumerConfig config, IConfiguration configuration)
    {
        KafkaClientDefaults.Apply(config);
        new KafkaSettings(configuration).Apply(config);
        KafkaClientDefaults.FitGroupProtocol(config);
    }

    /// <param name="config">Gets the properties of its kind; those set before give way.</param>
    public void Apply(ClientConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        foreach (var property in Properties(Common).Concat(Kind(config) is { } kind ? Properties(kind) : []))
        {
            config.Set(KafkaProperties.Name(property.Key), property.Value);
        }
    }

    /// <summary>Asks librdkafka itself, without a connection to anywhere.</summary>
    public IEnumerable<string> Problems()
    {
        List<string> problems =
        [
            .. configuration.GetSection(Section).GetChildren()
                .Where(section => !Kinds.Contains(section.Key, StringComparer.OrdinalIgnoreCase))
                .Select(section => $"{section.Path} is no section of the configuration; those of {Section} are {string.Join(", ", Kinds)}."
                    + Nearest.Question(section.Key, Kinds)),
            .. Kinds.SelectMany(kind => configuration.GetSection($"{Section}:{kind}").GetChildren())
                .Select(property => KafkaProperties.Problem(property.Path, property.Key, property.Value))
                .OfType<string>(),
        ];

        // Only together do some of them make no sense.
        if (problems.Count == 0 && Kinds.SelectMany(Properties).Any())
        {
            var consumer = new ConsumerConfig();
            KafkaClientDefaults.Apply(consumer);
            Apply(consumer);
            KafkaClientDefaults.FitGroupProtocol(consumer);
            var producer = new ProducerConfig();
            KafkaClientDefaults.Apply(producer);
            Apply(producer);
            problems.AddRange(new[] { KafkaProperties.Problem(consumer), KafkaProperties.Problem(producer) }
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Select(problem => $"{Section}: {problem}"));
        }

        return problems;
    }

    private static string? Kind(ClientConfig config) => config switch
    {
        ConsumerConfig => Consumer,
        ProducerConfig => Producer,
        _ => null,
    };

    private IEnumerable<IConfigurationSection> Properties(string kind) =>
        configuration.GetSection($"{Section}:{kind}").GetChildren().Where(property => property.Value is not null);
}
