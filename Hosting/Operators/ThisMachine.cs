using System.Net;
using Microsoft.AspNetCore.Http;

namespace SegmentationUpdates.Hosting.Operators;

/// <summary>Tells programs of this machine from everybody else.</summary>
public static class ThisMachine
{
    // Whoever is behind a proxy is somebody else, though the proxy is here; and with forwarded headers on, its words are taken for the address.
    private static readonly string[] OfProxies = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Original-For", "X-Real-IP"];

    /// <summary>
    /// Whether a request comes from a program of this machine. A browser here that shows a page of somebody else is not one: it is known by the page's
    /// origin, or by a name that is none of this machine's.
    /// </summary>
    public static bool Asks(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var headers = context.Request.Headers;
        return context.Connection.RemoteIpAddress is { } address
            && IsLoopback(address)
            && LoopbackName.Is(context.Request.Host.Host)
            && !Array.Exists(OfProxies, headers.ContainsKey)
            && !headers.ContainsKey("Origin")
            && headers["Sec-Fetch-Site"] is [] or ["none"] or ["same-origin"];
    }

    private static bool IsLoopback(IPAddress address) => IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
