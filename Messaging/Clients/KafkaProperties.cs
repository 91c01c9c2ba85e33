using System.Text.RegularExpressions;
using Confluent.Kafka;
using SegmentationUpdates.Hosting;

namespace SegmentationUpdates.Messaging.Clients;

/// <summary>What librdkafka thinks of properties. Its clients are made without an address to connect to, and thrown away.</summary>
internal static partial class KafkaProperties
{
    // Of ssl.ca.location: the places where systems have their certificates.
    private const string AnyPlace = "probe";

    // What the ingestion relies on: it would lose messages, or never be told that it has them all.
    private static readonly Dictionary<string, string> Ours = new(StringComparer.Ordinal)
    {
        ["enable.auto.commit"] = "offsets are committed when the database has the messages",
        ["enable.auto.offset.store"] = "offsets are committed when the database has the messages",
        ["transactional.id"] = "the publisher of changes has its own, and nobody else sends in transactions",
        ["enable.partition.eof"] = "the consumers have to hear of the end of a partition",
    };

    // To suggest one. Confluent's classes have a property for each that they know, in Pascal case.
    private static readonly Lazy<IReadOnlyList<string>> Known = new(() =>
        [.. new[] { typeof(ConsumerConfig), typeof(ProducerConfig) }
            .SelectMany(type => type.GetProperties())
            .Select(property => CapitalLetter().Replace(property.Name, "_$0").ToLowerInvariant())
            .Distinct(StringComparer.Ordinal)]);

    /// <summary>librdkafka's name of a key.</summary>
    public static string Name(string key) => key.Replace('_', '.').ToLowerInvariant();

    /// <summary>What is wrong with one property; null when nothing is.</summary>
    /// <param name="path">The whole key.</param>
    /// <param name="key">Its last part.</param>
    /// <param name="value">Null for a section.</param>
    /// <param name="checkFiles">Whether files that it names have to be here.</param>
    public static string? Problem(string path, string key, string? value, bool checkFiles)
    {
        if (value is null)
        {
            return $"{path} is one value, not a section";
        }

        var name = Name(key);
        if (Ours.TryGetValue(name, out var reason))
        {
            return $"{path} cannot be set: {reason}";
        }

        if (KafkaSecrets.IsFile(name, out var secret))
        {
            return Problem(path, key, secret, value, checkFiles);
        }

        if (checkFiles && name.EndsWith(".location", StringComparison.Ordinal) && value.Length > 0 && value != AnyPlace
            && !File.Exists(value) && !Directory.Exists(value))
        {
            return $"{path}: there is no file {value}";
        }

        return Ask(path, key, name, value);
    }

    /// <summary>What is wrong with properties together; null when nothing is.</summary>
    public static string? Problem(ClientConfig config)
    {
        // An address would be connected to.
        var properties = config.Where(property => property.Key != "bootstrap.servers");
        try
        {
            using IClient client = config is ConsumerConfig
                ? new ConsumerBuilder<Null, Null>(properties).SetLogHandler((_, _) => { }).Build()
                : new ProducerBuilder<Null, Null>(properties).SetLogHandler((_, _) => { }).Build();
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or KafkaException)
        {
            return Message(e);
        }
    }

    private static string? Problem(string path, string key, string secret, string file, bool checkFile)
    {
        // Whatever the file holds, there has to be such a property.
        if (Ask(path, key, secret, "") is { } problem)
        {
            return problem;
        }

        try
        {
            _ = checkFile ? KafkaSecrets.Read(path, file) : null;
            return null;
        }
        catch (KafkaSettingsException e)
        {
            return e.Message;
        }
    }

    private static string? Ask(string path, string key, string name, string value)
    {
        try
        {
            using var client = new ProducerBuilder<Null, Null>(new Dictionary<string, string> { [name] = value }).SetLogHandler((_, _) => { }).Build();
            return null;
        }
        catch (InvalidOperationException e) when (e.Message.StartsWith("No such configuration property", StringComparison.Ordinal))
        {
            return $"{path} is no property of the Kafka client.{Nearest.Question(key, Known.Value)}";
        }
        catch (ArgumentException e)
        {
            var isSecret = KafkaSecrets.IsSecret(name) && value.Length > 0;
            return $"{path}: {(isSecret ? Message(e).Replace(value, KafkaSecrets.Mask, StringComparison.Ordinal) : Message(e))}";
        }
        catch (Exception e) when (e is InvalidOperationException or KafkaException)
        {
            // Others may complete it.
            return null;
        }
    }

    private static string Message(Exception exception) => exception.Message.Split(" (Parameter", StringSplitOptions.None)[0].Trim();

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CapitalLetter();
}
