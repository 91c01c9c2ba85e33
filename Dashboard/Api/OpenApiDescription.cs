using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SegmentationUpdates.Dashboard.Security;
using SegmentationUpdates.Dashboard.Transactions;
using SegmentationUpdates.Messaging.Transactions;

namespace SegmentationUpdates.Dashboard.Api;

/// <summary>What the OpenAPI document says beyond what the endpoints say of themselves.</summary>
internal static class OpenApiDescription
{
    private const string KeyScheme = "key";

    public static void Configure(OpenApiOptions options)
    {
        // Who reads the document need not know the field's word.
        options.CreateSchemaReferenceId = type => type.Type == typeof(Clustering.Explanation.Counterfactual)
            ? "FeatureChange"
            : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Customer segments",
                Version = "v1",
                Description = "Segments, customers and changes of segment, live; transactions in. Times are UTC, amounts in the bank's currency. Errors are "
                    + "problem documents (RFC 9457).",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [KeyScheme] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.ApiKey,
                    In = ParameterLocation.Header,
                    Name = ApiKeyHandler.Header,
                    Description = "The operator key for what changes something; the viewer key, if there is one, for the rest.",
                },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ChangesSomething>().Any())
            {
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(KeyScheme, context.Document)] = [] }];
            }

            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<TakesCustomerFilter>().FirstOrDefault() is { } taken)
            {
                operation.Parameters = [.. CustomerFilterDescription.Parameters(taken), .. operation.Parameters ?? []];
            }

            foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
            {
                if (ApiParameters.ByName.TryGetValue(parameter.Name!, out var known))
                {
                    parameter.Description = known.Description;
                    parameter.Example = known.Example.DeepClone();
                }
            }

            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAcceptsMetadata>().Any(accepts => accepts.RequestType == typeof(TransactionInput))
                && operation.RequestBody?.Content is { } content && content.TryGetValue("application/json", out var body))
            {
                AllowMany(body);
            }

            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonPropertyInfo is null && ApiExamples.Of(context.JsonTypeInfo.Type) is { } example)
            {
                schema.Examples = [example];
            }

            if (context.JsonTypeInfo.Type == typeof(TransactionInput))
            {
                schema.Required?.Remove("transaction_id");
            }

            // Numbers, or texts: the bank's own id of a customer, and an id of more bits than a number of JavaScript holds.
            if (context.JsonPropertyInfo is { Name: TransactionMessage.CustomerField or TransactionMessage.IdField, DeclaringType: { } owner }
                && owner == typeof(TransactionInput))
            {
                schema.Type = JsonSchemaType.Integer | JsonSchemaType.String;
                schema.Format = null;
            }

            return Task.CompletedTask;
        });
    }

    // One transaction or an array of them.
    private static void AllowMany(OpenApiMediaType body)
    {
        if (body is { Schema: { } one } media)
        {
            media.Schema = new OpenApiSchema
            {
                OneOf = [one, new OpenApiSchema { Type = JsonSchemaType.Array, Items = one }],
            };
            media.Example = new JsonArray(ApiExamples.Of(typeof(TransactionInput)));
        }
    }
}
