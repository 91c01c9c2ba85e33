using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using SegmentationUpdates.Dashboard.Settings;

namespace SegmentationUpdates.Dashboard.Security;

/// <summary>How often one address may ask.</summary>
internal static class RateLimits
{
    public const string Api = "api";
    public const string Login = "login";

    /// <summary>For files, which take as long as their reader likes.</summary>
    public const string Export = "export";

    private const int ExportsAtATime = 4;

    public static void Add(RateLimiterOptions limiter, DashboardOptions options)
    {
        limiter.AddPolicy(Api, context => RateLimitPartition.GetTokenBucketLimiter(Address(context), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.RequestsPerSecond * 2,
            TokensPerPeriod = options.RequestsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        }));

        limiter.AddPolicy(Export, context => RateLimitPartition.GetConcurrencyLimiter(Address(context), _ => new ConcurrencyLimiterOptions
        {
            PermitLimit = ExportsAtATime,
            QueueLimit = 0,
        }));

        // To look at the form is free: under a key of its own, because a key has one limiter.
        limiter.AddPolicy(Login, context => HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter((Address(context), IsAttempt: true), _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = options.LoginsPerMinute,
                Window = TimeSpan.FromMinutes(1),
                QueueLimit = 0,
            })
            : RateLimitPartition.GetNoLimiter((Address(context), IsAttempt: false)));
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = async (context, _) =>
        {
            var after = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait)
                ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))
                : 1;
            context.HttpContext.Response.Headers.RetryAfter = after.ToString(CultureInfo.InvariantCulture);
            if (context.HttpContext.Request.Path == SecurityRegistration.LoginPath)
            {
                return; // A person gets the form again, which says it.
            }

            await Results.Problem(
                statusCode: StatusCodes.Status429TooManyRequests, detail: $"Too many requests from this address: come again in {after} s.")
                .ExecuteAsync(context.HttpContext);
        };
    }

    // One limit for a whole IPv6 network of the smallest size: a host has all of its addresses.
    private static IPAddress Address(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6 || address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork)
        {
            return address;
        }

        var network = address.GetAddressBytes();
        network.AsSpan(8).Clear();
        return new IPAddress(network);
    }
}
