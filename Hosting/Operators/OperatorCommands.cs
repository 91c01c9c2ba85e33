using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace SegmentationUpdates.Hosting.Operators;

/// <summary>Commands of a process by HTTP, for operators and nobody else.</summary>
public static class OperatorCommands
{
    /// <summary>The header of the operator key, as the dashboard's API has it.</summary>
    public const string Header = "X-API-Key";

    /// <summary>The options that say who is an operator.</summary>
    public static TBuilder AddOperatorCommands<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddValidatedOptions<OperationsOptions>(OperationsOptions.Section);
        return builder;
    }

    /// <summary>
    /// What is mapped in this group needs the operator key: 401 without it. Where no key is configured it is taken from programs of this machine
    /// only: 403 for anybody else.
    /// </summary>
    public static RouteGroupBuilder MapOperatorCommands(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGroup("").WithMetadata(OperatorsOnly.Instance).AddEndpointFilter<RouteGroupBuilder, OperatorFilter>();
}
