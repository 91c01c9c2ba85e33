using System.IO.Compression;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.ResponseCompression;
using SegmentationUpdates.Hosting;

namespace SegmentationUpdates.Dashboard.Api;

/// <summary>
/// What holds for every address of the API: it takes no parameter that it does not know, caches keep nothing of it, and bodies may be compressed
/// both ways.
/// </summary>
internal static class ApiConventions
{
    // Streams of events are not among them: a compressor would hold events back.
    private static readonly string[] Compressed = ["application/json", "application/problem+json", "text/csv", "text/html"];

    public static void AddApiConventions(this IServiceCollection services)
    {
        services.AddRequestDecompression();
        services.AddResponseCompression(compression =>
        {
            // Over HTTPS too. What could be guessed by the length of an answer (BREACH) needs a secret in it that stays the same from answer to
            // answer, beside text of the attacker's: keys are in no answer, and the token of a form is another each time.
            compression.EnableForHttps = true;
            compression.MimeTypes = Compressed;
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
    }

    /// <summary>Adds the filter to a group.</summary>
    public static RouteGroupBuilder WithApiConventions(this RouteGroupBuilder api) => api.AddEndpointFilter(async (invocation, next) =>
    {
        var context = invocation.HttpContext;

        // What is answered is about people, and true for a moment.
        context.Response.Headers.CacheControl = "no-store";
        return Unknown(context) is { Count: > 0 } problems ? ApiProblems.Invalid(problems) : await next(invocation);
    });

    private static Dictionary<string, string> Unknown(HttpContext context)
    {
        var endpoint = context.GetEndpoint()!;
        if (endpoint.Metadata.GetMetadata<TakesCustomerFilter>() is not null)
        {
            // Reads its address itself, with the names of the customers' columns.
            return [];
        }

        string[] known =
        [
            .. endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
                .Where(parameter => (parameter.HasTryParse || parameter.ParameterInfo.ParameterType == typeof(string))
                    && !context.Request.RouteValues.ContainsKey(parameter.Name))
                .Select(parameter => parameter.Name),
        ];
        return context.Request.Query.Keys
            .Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase))
            .ToDictionary(name => name, name => $"is no parameter of this address.{Nearest.Question(name, known)}", StringComparer.Ordinal);
    }
}
