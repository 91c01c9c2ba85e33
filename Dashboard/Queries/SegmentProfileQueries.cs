using System.Text.Json;
using Npgsql;

namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>What the active model says of its segments.</summary>
public sealed class SegmentProfileQueries(NpgsqlDataSource source)
{
    private static readonly Dictionary<string, JsonElement?> None = [];

    /// <summary>Profiles by the segment's name; empty when there are none.</summary>
    public async Task<IReadOnlyDictionary<string, JsonElement?>> ActiveAsync(CancellationToken cancellationToken = default)
    {
        await using var command = source.CreateCommand("SELECT segment_profiles::TEXT FROM clustering_models WHERE is_active");
        if (await command.ExecuteScalarAsync(cancellationToken) is not string json)
        {
            return None;
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Array
            ? document.RootElement.EnumerateArray()
                .Where(profile => profile.TryGetProperty("label", out _))
                .ToDictionary(profile => profile.GetProperty("label").GetString()!, profile => (JsonElement?)profile.Clone())
            : None;
    }
}
