using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegmentationUpdates.Dashboard.Api;

/// <summary>The form of the API's JSON: names like the database's columns and the messages' fields; what is null is left out nowhere.</summary>
internal static class ApiDefaults
{
    public const string Root = "/api/v1";
    public const int DefaultLimit = 100;

    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.NumberHandling = JsonNumberHandling.Strict;
    }
}
