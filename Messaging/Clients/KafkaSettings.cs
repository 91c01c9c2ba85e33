using Microsoft.Extensions.Configuration;
using SegmentationUpdates.Hosting;

namespace SegmentationUpdates.Messaging.Clients;

/// <summary>
/// Properties of the Kafka clients from the configuration, by librdkafka's names with underscores for dots, for all of them or one kind:
/// <c>Segmentation:Kafka:Common:security_protocol</c>, <c>Segmentation:Kafka:Consumer:group_id</c>. A secret can be in a file:
/// <c>Segmentation:Kafka:Common:sasl_password_file</c>.
/// </summary>
/// <param name="configuration">May hold anything else.</param>
/// <param name="kinds">
/// What clients this process has. One configuration serves several processes, so that properties of other kinds are no mistake; librdkafka has to
/// know them, but their files need not be here.
/// </param>
public sealed class KafkaSettings(IConfiguration configuration, KafkaClientKinds kinds) : IConfigurationRule
{
    public const string Section = "Segmentation:Kafka";

    private const string Common = "Common";

    private static readonly KafkaClientKinds[] EachKind = [KafkaClientKinds.Consumer, KafkaClientKinds.Producer, KafkaClientKinds.Admin];
    private static readonly string[] Sections = [Common, .. EachKind.Select(kind => kind.ToString())];

    /// <summary>Properties of one kind of client, by librdkafka's names; of several values for one name the last counts.</summary>
    /// <exception cref="KafkaSettingsException">The file of a secret cannot be read.</exception>
    internal IEnumerable<(string Name, string Value)> Properties(KafkaClientKinds kind) =>
        Keys(Common).Concat(Keys(kind.ToString()))
            .Where(property => property.Value is not null)
            .Select(property => KafkaSecrets.IsFile(KafkaProperties.Name(property.Key), out var secret)
                ? (secret, KafkaSecrets.Read(property.Path, property.Value!))
                : (KafkaProperties.Name(property.Key), property.Value!));

    /// <summary>A property of all clients, which is no secret; null when it is not set.</summary>
    internal string? Find(string name) => Keys(Common).LastOrDefault(property => KafkaProperties.Name(property.Key) == name)?.Value is { Length: > 0 } value
        ? value
        : null;

    /// <summary>Asks librdkafka itself, without a connection to anywhere.</summary>
    public IEnumerable<string> Problems()
    {
        List<string> problems =
        [
            .. FormerKafkaSettings.Problems(configuration),
            .. configuration.GetSection(Section).GetChildren()
                .Where(section => !Sections.Contains(section.Key, StringComparer.OrdinalIgnoreCase))
                .Select(section => $"{section.Path} is no section of the configuration; those of {Section} are {string.Join(", ", Sections)}."
                    + Nearest.Question(section.Key, Sections)),
            .. Sections.SelectMany(SectionProblems),
        ];

        // Only together do some of them make no sense.
        if (problems.Count == 0 && Sections.SelectMany(Keys).Any())
        {
            var clients = new KafkaClientFactory(configuration);
            problems.AddRange(EachKind.Where(kind => kinds.HasFlag(kind))
                .Select(kind => KafkaProperties.Problem(kind switch
                {
                    KafkaClientKinds.Consumer => clients.Consumer(),
                    KafkaClientKinds.Producer => clients.Producer(),
                    _ => clients.Admin(),
                }))
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Select(problem => $"{Section}: {problem}"));
        }

        return problems;
    }

    private IEnumerable<string> SectionProblems(string section)
    {
        var keys = Keys(section).ToList();
        var isOurs = section == Common || kinds.HasFlag(Enum.Parse<KafkaClientKinds>(section));
        var twice = keys
            .Where(property => KafkaSecrets.IsFile(KafkaProperties.Name(property.Key), out var secret)
                && keys.Exists(other => KafkaProperties.Name(other.Key) == secret))
            .Select(property => $"{property.Path} and {property.Path[..^"_file".Length]} are both set: leave one of them out");
        return configuration.GetSection($"{Section}:{section}").Value is { Length: > 0 }
            ? [$"{Section}:{section} is a section, not a value"]
            : keys.Select(property => KafkaProperties.Problem(property.Path, property.Key, property.Value, isOurs)).OfType<string>().Concat(twice);
    }

    private IEnumerable<IConfigurationSection> Keys(string section) => configuration.GetSection($"{Section}:{section}").GetChildren();
}
