using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Dashboard.Settings;
using SegmentationUpdates.Hosting.Operators;

namespace SegmentationUpdates.Dashboard.Security;

/// <summary>
/// The names that the dashboard answers to. A page of another site can have its own name lead to this server, and is then of the same origin as
/// all that it reads here (DNS rebinding); its name gives it away.
/// </summary>
internal sealed class KnownHosts(IOptions<DashboardOptions> options, IServer server)
{
    private const string Any = "*";
    private const string AnyBelow = "*.";

    // The server's addresses are there when it has started; requests come later.
    private readonly Lazy<bool> _isLoopbackOnly = new(() => IsLoopbackOnly(server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []));

    private readonly string[] _names = Names(options.Value.AllowedHosts);

    /// <summary>Names, separated by semicolons or commas.</summary>
    public static string[] Names(string? text) =>
        text?.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <param name="host">Of a request, without its port; empty for a client of HTTP/1.0, which is no browser.</param>
    public bool Knows(string host) =>
        host.Length == 0
        || Array.Exists(_names, name => Fits(host, name))
        || (_isLoopbackOnly.Value ? LoopbackName.Is(host) : CannotBeRebound(host));

    /// <summary>Whether nobody outside of the network can have a name lead here: addresses are no names, and those without a dot are of the network.</summary>
    private static bool CannotBeRebound(string host) =>
        LoopbackName.Is(host) || IPAddress.TryParse(host, out _) || !host.TrimEnd('.').Contains('.', StringComparison.Ordinal);

    private static bool Fits(string host, string name) =>
        name == Any
        || (name.StartsWith(AnyBelow, StringComparison.Ordinal)
            ? host.EndsWith(name[1..], StringComparison.OrdinalIgnoreCase)
            : host.Equals(name, StringComparison.OrdinalIgnoreCase));

    // Names other than localhost, + and * among them, are all addresses of the machine to Kestrel.
    private static bool IsLoopbackOnly(IEnumerable<string> addresses) =>
        addresses.All(address => LoopbackName.Is(BindingAddress.Parse(address).Host));
}
