using System.Text.Json.Nodes;

namespace SegmentationUpdates.Dashboard.Api;

/// <summary>What the parameters of the API mean, for its description: the same name means the same everywhere.</summary>
internal static class ApiParameters
{
    public static readonly IReadOnlyDictionary<string, (string Description, JsonNode Example)> ByName =
        new Dictionary<string, (string Description, JsonNode Example)>(StringComparer.Ordinal)
        {
            ["segment"] = ("A segment's name, as ListSegments has it.", "High-value"),
            ["customerId"] = ("The bank's id of the customer: a number or a text.", "42"),
            ["after"] = ("Only what comes after this id: next of the page before.", 1000),
            ["before"] = ("Only what comes before this id: next of the page before.", 1000),
            ["placements"] = ("Whether the first segment of a customer is wanted too.", true),
            ["limit"] = ("The longest page, from 1 to 1,000.", 100),
            ["wait"] = ("Seconds to wait for a change when there is none yet, from 0 to 60.", 30),
            ["version"] = ("A version of the model, as ListModels has it.", 3),
            ["requestId"] = ("As RequestRetraining gave it.", 7),
            ["approve"] = ("Whether the new model becomes active, however many customers it moves.", true),
            ["note"] = ("Why, for whoever looks later; kept with the activation or the decision. Up to 500 characters.", "the last one split the savers"),
        };
}
