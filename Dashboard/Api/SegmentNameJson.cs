using System.Text.Json.Serialization.Metadata;
using SegmentationUpdates.Clustering.Training;
using SegmentationUpdates.Dashboard.Feed;
using SegmentationUpdates.Dashboard.Queries;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Dashboard.Api;

/// <summary>Writes segments by their names: the keys, by which the data know them, stay inside.</summary>
internal static class SegmentNameJson
{
    private static readonly Dictionary<Type, string[]> Keys = new()
    {
        [typeof(SegmentMove)] = ["from", "to"],
        [typeof(SegmentState)] = ["name"],
        [typeof(SegmentInfo)] = ["segment"],
        [typeof(SegmentProfile)] = ["label"],
        [typeof(CustomerSummary)] = ["segment"],
        [typeof(CustomerDetails)] = ["segment"],
        [typeof(UnusualCustomer)] = ["segment"],
        [typeof(ModelState)] = ["labels"],
        [typeof(ModelInfo)] = ["labels"],
        [typeof(ModelFlow)] = ["from", "to"],
    };

    /// <summary>For the options of a serializer.</summary>
    public static IJsonTypeInfoResolver Of(IJsonTypeInfoResolver? resolver, SegmentNameBoard names) =>
        (resolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(type => Rename(type, names));

    private static void Rename(JsonTypeInfo type, SegmentNameBoard names)
    {
        if (type.Kind != JsonTypeInfoKind.Object || !Keys.TryGetValue(type.Type, out var keys))
        {
            return;
        }

        // The hub writes camel case; of these words it is the same.
        foreach (var property in type.Properties.Where(property => keys.Contains(property.Name, StringComparer.Ordinal)))
        {
            if (property.Get is { } get)
            {
                property.Get = owner => get(owner) switch
                {
                    string key => names.NameOf(key),
                    IReadOnlyList<string> several => several.Select(key => names.NameOf(key)!).ToList(),
                    var other => other,
                };
            }
        }
    }
}
