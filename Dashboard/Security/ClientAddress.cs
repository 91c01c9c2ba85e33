using System.Net;
using System.Net.Sockets;

namespace SegmentationUpdates.Dashboard.Security;

internal static class ClientAddress
{
    // The part of an IPv6 address that is a network's.
    private const int NetworkBytes = 8;

    /// <summary>Whom limits count. One for a whole IPv6 network of the smallest size: a host has all of its addresses.</summary>
    public static IPAddress Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return address;
        }

        var network = address.GetAddressBytes();
        network.AsSpan(NetworkBytes).Clear();
        return new IPAddress(network);
    }
}
