using Microsoft.AspNetCore.Http.Json;
using Scalar.AspNetCore;
using SegmentationUpdates.Dashboard.Queries;
using SegmentationUpdates.Dashboard.Security;
using SegmentationUpdates.Dashboard.Transactions;

namespace SegmentationUpdates.Dashboard.Api;

internal static class ApiRegistration
{
    public static void AddDashboardApi(this IServiceCollection services)
    {
        services.Configure<JsonOptions>(json => ApiDefaults.Apply(json.SerializerOptions));
        services.AddProblemDetails();
        services.AddOpenApi("v1", OpenApiDescription.Configure);
        services.AddSingleton<CustomerQueries>();
        services.AddSingleton<ChangeQueries>();
        services.AddSingleton<SegmentProfileQueries>();
        services.AddSingleton<CustomerErasure>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<TransactionIntake>(
            provider, provider.GetService<ProducerFactory>() is { } factory ? [factory] : Array.Empty<object>()));
    }

    public static void MapDashboardApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup(ApiDefaults.Root)
            .RequireAuthorization(DashboardPolicies.View)
            .RequireRateLimiting(RateLimits.Api)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        api.MapStatus();
        api.MapSegments();
        api.MapCustomers();
        api.MapChanges();
        api.MapTransactions();
        api.MapModels();
        endpoints.MapOpenApi().RequireAuthorization(DashboardPolicies.View).RequireRateLimiting(RateLimits.Api);
        endpoints.MapScalarApiReference((options, context) => options
                .WithTitle("Customer segments API")
                .DisableDefaultFonts()
                .WithNonce(SecurityHeaders.Nonce(context)))
            .RequireAuthorization(DashboardPolicies.View);
    }
}
