using SegmentationUpdates.Hosting;

namespace SegmentationUpdates.Messaging.Clients;

/// <summary>Whether a program has been told where Kafka is.</summary>
/// <param name="clients">The settings of its clients.</param>
/// <param name="isNeeded">Whether it can do nothing without.</param>
internal sealed class KafkaServers(KafkaClientFactory clients, bool isNeeded) : IConfigurationRule
{
    private const string Key = $"ConnectionStrings:{KafkaClientFactory.ConnectionName}";

    public IEnumerable<string> Problems() => clients.Servers switch
    {
        { } servers when !servers.Split(',').All(IsServer) =>
            [$"{Key} is '{servers}': it must be HOST:PORT of a Kafka broker, or several of them separated by commas"],
        null when isNeeded =>
            [$"the connection string '{KafkaClientFactory.ConnectionName}' is missing: set {Key} to HOST:PORT of a Kafka broker "
                + $"(as an environment variable ConnectionStrings__{KafkaClientFactory.ConnectionName})"],
        _ => [],
    };

    // The client takes a name without a port, and waits for ever for what is no name.
    private static bool IsServer(string text)
    {
        var server = text.Trim();
        var colon = server.LastIndexOf(':');
        return server.Length > 0 && !server.Any(character => char.IsWhiteSpace(character) || character == '=')
            && (colon < 0 || (colon > 0 && ushort.TryParse(server.AsSpan(colon + 1), out var port) && port > 0));
    }
}
