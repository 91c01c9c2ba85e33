using System.Net;

namespace SegmentationUpdates.Hosting.Operators;

/// <summary>Names that lead to the machine itself, whoever asks for their address.</summary>
public static class LoopbackName
{
    private const string Name = "localhost";

    /// <param name="host">Without a port; an IPv6 address with or without brackets.</param>
    public static bool Is(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.Equals(Name, StringComparison.OrdinalIgnoreCase)
            || host.EndsWith($".{Name}", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
    }
}
