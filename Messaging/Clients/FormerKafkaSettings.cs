using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace SegmentationUpdates.Messaging.Clients;

/// <summary>
/// The keys that consumer and producer took before all programs had the same: those of Aspire.Confluent.Kafka. Had they no effect, nobody would
/// know; so they end the start.
/// </summary>
internal static partial class FormerKafkaSettings
{
    public const string Section = "Aspire:Confluent:Kafka";

    /// <summary>One sentence for each that is set, naming the new key.</summary>
    public static IEnumerable<string> Problems(IConfiguration configuration) =>
        configuration.GetSection(Section).AsEnumerable()
            .Where(setting => setting.Value is not null)
            .Select(setting => $"{setting.Key} is not read any more: {Mend(setting.Key)}")
            .Order(StringComparer.Ordinal);

    // Aspire:Confluent:Kafka:Consumer:Config:GroupId, or with the connection's name in front of Config.
    private static string Mend(string key)
    {
        var parts = key.Split(':');
        return parts switch
        {
            [.., "Config", var name] => $"set {KafkaSettings.Section}:{(Kind(parts) is { } kind ? kind : "Common")}:{Property(name)}",
            [.., var name] when name.Equals("ConnectionString", StringComparison.OrdinalIgnoreCase) =>
                $"set ConnectionStrings:{KafkaClientFactory.ConnectionName}",
            _ => $"remove it; properties of the clients are set in {KafkaSettings.Section}",
        };
    }

    private static string? Kind(string[] parts) =>
        Enum.GetNames<KafkaClientKinds>().FirstOrDefault(kind => kind.Equals(parts[3], StringComparison.OrdinalIgnoreCase));

    private static string Property(string name) => Capital().Replace(name, "_$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Capital();
}
