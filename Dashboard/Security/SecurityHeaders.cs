using System.Security.Cryptography;

namespace SegmentationUpdates.Dashboard.Security;

/// <summary>
/// What every answer tells the browser: scripts, styles, pictures and connections of this server only, nothing of them inline, no frames, no
/// sniffing, no referrers to others.
/// </summary>
internal static class SecurityHeaders
{
    /// <summary>The API reference brings scripts and styles of its own; it alone may, by a nonce.</summary>
    public const string ReferencePath = "/scalar";

    private const string NonceItem = "csp-nonce";

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'self'; form-action 'self'; "
        + "frame-ancestors 'none'";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments(ReferencePath, StringComparison.Ordinal)
            ? ReferencePolicy(context)
            : Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin"; // Without any, browsers send forms with the origin null, which is not ours.
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        return next(context);
    });

    /// <summary>For the scripts of the API reference.</summary>
    public static string Nonce(HttpContext context) => (string)context.Items[NonceItem]!;

    private static string ReferencePolicy(HttpContext context)
    {
        // Of characters that HTML writes as they are: base 64 has some that it does not.
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        context.Items[NonceItem] = nonce;
        return $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "font-src 'self' data:; connect-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
    }
}
