using System.Net;
using System.Net.Sockets;
using SegmentationUpdates.Standalone.Errors;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>Where the dashboard of a run listens.</summary>
/// <param name="Url">For Kestrel; its port may be 0, for any that is free.</param>
/// <param name="Remark">What a user should know about it; null for nothing.</param>
internal sealed record DashboardAddress(string Url, string? Remark)
{
    public const string Default = "http://localhost:5080";

    /// <summary>Where to go when somebody takes the port before the dashboard does; null where the address was asked for.</summary>
    public DashboardAddress? Elsewhere { get; private init; }

    /// <summary>Only this machine can reach it.</summary>
    public bool IsLoopback => new Uri(Url).IsLoopback;

    /// <summary>
    /// http only: certificates are the business of a reverse proxy. And no names, for which Kestrel would listen on all addresses
    /// of the machine.
    /// </summary>
    public static bool IsUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.Scheme == Uri.UriSchemeHttp
        && url is { PathAndQuery: "/", Fragment: "", UserInfo: "" }
        && (url.Host == "localhost" || url.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6);

    /// <param name="given">Null for the default, or a free port if it is taken.</param>
    /// <exception cref="CommandException">The given one is taken, or is none of this machine's.</exception>
    public static DashboardAddress Choose(string? given)
    {
        var url = new Uri(given ?? Default);
        var problem = Problem(url);
        return (problem, given) switch
        {
            (null, _) => new DashboardAddress(url.GetLeftPart(UriPartial.Authority), Remark: null)
            {
                Elsewhere = given is null ? AnyPort(url) : null,
            },
            (_, null) => AnyPort(url),
            _ => throw Unusable(given, problem, null),
        };
    }

    private static DashboardAddress AnyPort(Uri url) => new("http://127.0.0.1:0", $"port {url.Port} is taken; --dashboard-url chooses another");

    public static CommandException Unusable(string url, string problem, Exception? cause) => new(
        $"the dashboard cannot listen at {url} ({problem.TrimEnd('.')}): stop what is there, or choose another address with --dashboard-url",
        cause!);

    private static string? Problem(Uri url)
    {
        // localhost is both to Kestrel.
        IPAddress[] addresses = url.Host == "localhost"
            ? [IPAddress.Loopback, .. Socket.OSSupportsIPv6 ? [IPAddress.IPv6Loopback] : Array.Empty<IPAddress>()]
            : [IPAddress.Parse(url.DnsSafeHost)];
        foreach (var address in addresses)
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(address, url.Port));
                socket.Listen();
            }
            catch (SocketException e) when (
                address.Equals(IPAddress.IPv6Loopback) && url.Host == "localhost" && e.SocketErrorCode != SocketError.AddressAlreadyInUse)
            {
                // A machine without IPv6 on its loopback: Kestrel does without it too.
            }
            catch (SocketException e)
            {
                return e.Message;
            }
        }

        return null;
    }
}
