using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using SegmentationUpdates.Dashboard.Display;
using SegmentationUpdates.Dashboard.Queries;

namespace SegmentationUpdates.Dashboard.Api;

/// <summary>The parameters of a filter of customers, for the API's description: they are read from the address all at once.</summary>
internal static class CustomerFilterDescription
{
    /// <summary>Those that the endpoint does not declare itself.</summary>
    public static IEnumerable<OpenApiParameter> Parameters(TakesCustomerFilter taken)
    {
        yield return Many(CustomerSelectionText.Segment, JsonSchemaType.String, "In this segment, or in one of several; empty: in none yet.", "High-value");
        yield return One(
            CustomerSelectionText.MovedSince,
            JsonSchemaType.String,
            $"Changed segment since then: {Since.Forms}. A first placement is no change.",
            "7d");
        yield return One(
            CustomerSelectionText.Unusual,
            JsonSchemaType.Boolean,
            "Only customers who fit nowhere: further from their segment than nearly all of those it was trained on.",
            true);
        yield return One(
            CustomerSelectionText.Ids,
            JsonSchemaType.String,
            $"These customers, with commas between the ids; up to {CustomerSelectionText.MostIds}.",
            "42,43");
        yield return One(CustomerSelectionText.IdPrefix, JsonSchemaType.String, "The id begins with this.", "42");
        foreach (var column in CustomerOrder.Features)
        {
            var name = FeatureText.Of(column).Name;
            yield return One(column + CustomerSelectionText.Min, JsonSchemaType.Number, $"{name}: this or more.{Remark(column)}", 0);
            yield return One(column + CustomerSelectionText.Max, JsonSchemaType.Number, $"{name}: this or less.{Remark(column)}", 100_000);
        }

        if (taken.Others.Contains(CustomerSelectionText.Sort))
        {
            yield return One(
                CustomerSelectionText.Sort,
                JsonSchemaType.String,
                "A column to sort by, with a minus before it for the greatest first; else by customer_id.",
                "-balance");
        }

        if (taken.Others.Contains(CustomerSelectionText.After))
        {
            yield return One(
                CustomerSelectionText.After,
                JsonSchemaType.String,
                "Where the page begins: next of the page before, with the same filter and sort.",
                "42");
        }

        if (taken.Others.Contains(CustomerSelectionText.Before))
        {
            yield return One(
                CustomerSelectionText.Before,
                JsonSchemaType.String,
                "Where the page ends: previous of the page behind it, with the same filter and sort.",
                "42");
        }
    }

    private static string Remark(string column) => FeatureText.Of(column).Unit switch
    {
        FeatureUnit.YesOrNo => " 1 is yes, 0 is no.",
        FeatureUnit.Days => " As of now.",
        _ => "",
    };

    private static OpenApiParameter One(string name, JsonSchemaType type, string description, JsonNode example) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = description,
        Schema = new OpenApiSchema { Type = type },
        Example = example,
    };

    private static OpenApiParameter Many(string name, JsonSchemaType type, string description, JsonNode example) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = description,
        Explode = true,
        Schema = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = type } },
        Example = new JsonArray(example),
    };
}
