using System.Globalization;
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
        limiter.AddPolicy(Api, context => RateLimitPartition.GetTokenBucketLimiter(ClientAddress.Of(context), _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.RequestsPerSecond * 2,
            TokensPerPeriod = options.RequestsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = 0,
        }));

        limiter.AddPolicy(Export, context => RateLimitPartition.GetConcurrencyLimiter(ClientAddress.Of(context), _ => new ConcurrencyLimiterOptions
        {
            PermitLimit = ExportsAtATime,
            QueueLimit = 0,
        }));

        // To look at the form is free: under a key of its own, because a key has one limiter.
        limiter.AddPolicy(Login, context => HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter((ClientAddress.Of(context), IsAttempt: true), _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = options.LoginsPerMinute,
                Window = TimeSpan.FromMinutes(1),
                QueueLimit = 0,
            })
            : RateLimitPartition.GetNoLimiter((ClientAddress.Of(context), IsAttempt: false)));
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
}
