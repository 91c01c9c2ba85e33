using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Metadata;

namespace SegmentationUpdates.Dashboard.Api;

/// <summary>Says which parameter of a request could not be read, in the asker's words; the framework would name its types instead.</summary>
internal static class ParameterProblem
{
    public static IResult Of(HttpContext context, IExceptionHandlerFeature failed, BadHttpRequestException exception)
    {
        foreach (var parameter in failed.Endpoint?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>() ?? [])
        {
            var given = failed.RouteValues?.GetValueOrDefault(parameter.Name) as string
                ?? context.Request.Query[parameter.Name].FirstOrDefault();
            if (given is not null && Rule(parameter.ParameterInfo.ParameterType, given) is { } rule)
            {
                return ApiProblems.Invalid(JsonNamingPolicy.SnakeCaseLower.ConvertName(parameter.Name), $"must be {rule}, not '{given}'");
            }
        }

        return exception.InnerException is JsonException json
            ? Results.ValidationProblem(
                new Dictionary<string, string[]>(StringComparer.Ordinal) { [json.Path ?? "$"] = ["is missing, or of another type"] },
                detail: $"The body is not the JSON that is asked for; look at {json.Path ?? "$"}.")
            : Results.Problem(statusCode: exception.StatusCode, detail: ApiProblems.Detail(context, exception.StatusCode));
    }

    private static string? Rule(Type type, string given) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var whole when whole == typeof(int) && !int.TryParse(given, CultureInfo.InvariantCulture, out _) => $"a whole number up to {int.MaxValue}",
        var whole when whole == typeof(long) && !long.TryParse(given, CultureInfo.InvariantCulture, out _) => $"a whole number up to {long.MaxValue}",
        var flag when flag == typeof(bool) && !bool.TryParse(given, out _) => "true or false",
        _ => null,
    };
}
