using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using Scalar.AspNetCore;
using SegmentationUpdates.Dashboard.Erasures;
using SegmentationUpdates.Dashboard.Export;
using SegmentationUpdates.Dashboard.Feed;
using SegmentationUpdates.Dashboard.Queries;
using SegmentationUpdates.Dashboard.Security;
using SegmentationUpdates.Dashboard.Settings;
using SegmentationUpdates.Dashboard.Transactions;
using SegmentationUpdates.Dashboard.Verifications;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Verification;

namespace SegmentationUpdates.Dashboard.Api;

internal static class ApiRegistration
{
    public static void AddDashboardApi(this IServiceCollection services)
    {
        services.Configure<JsonOptions>(json => ApiDefaults.Apply(json.SerializerOptions));
        services.AddSingleton<SegmentNameBoard>();
        services.AddSingleton<SegmentNames>();
        services.AddOptions<JsonOptions>().Configure<SegmentNameBoard>((json, names) =>
            json.SerializerOptions.TypeInfoResolver = SegmentNameJson.Of(json.SerializerOptions.TypeInfoResolver, names));
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = problem =>
            problem.ProblemDetails.Detail ??= ApiProblems.Detail(problem.HttpContext, problem.ProblemDetails.Status ?? 0));

        // Elsewhere than in development the framework would answer what it cannot bind without a word.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddApiConventions();
        services.AddOpenApi("v1", OpenApiDescription.Configure);
        services.AddSingleton<CustomerQueries>();
        services.AddSingleton<CustomerLookup>();
        services.AddSingleton<CustomerFinder>();
        services.AddSingleton<UnusualCustomers>();
        services.AddSingleton<ExportTurns>();
        services.AddSingleton<CustomerCsv>();
        services.AddSingleton<ChangeQueries>();
        services.AddSingleton<SegmentProfileQueries>();
        services.AddSingleton<ErasureLog>();
        services.AddSingleton<CustomerErasure>();
        services.AddSingleton<IConfigurationRule, ErasureLogRule>();
        services.AddHostedService<ErasureLogService>();
        services.AddSingleton(provider => new SystemVerifier(
            provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetRequiredService<IOptions<TopicOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IHostApplicationLifetime>(),
            provider.GetRequiredService<ILogger<SystemVerifier>>(),
            provider.GetService<VerifyingConsumer>()));
        services.AddSingleton(provider => new TransactionIntake(
            provider.GetRequiredService<ISegmentFeed>(),
            provider.GetRequiredService<IOptions<DashboardOptions>>(),
            provider.GetRequiredService<IOptions<TopicOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ProducerFactory>()));
    }

    public static void MapDashboardApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup(ApiDefaults.Root)
            .RequireAuthorization(DashboardPolicies.View)
            .RequireRateLimiting(RateLimits.Api)
            .WithApiConventions()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapStatus();
        api.MapSegments();
        api.MapCustomerLists();
        api.MapCustomers();
        api.MapChanges();
        api.MapTransactions();
        api.MapModels();
        api.MapVerification();
        endpoints.MapOpenApi().RequireAuthorization(DashboardPolicies.View).RequireRateLimiting(RateLimits.Api);
        endpoints.MapScalarApiReference((options, context) => options
                .WithTitle("Customer segments API")
                .DisableDefaultFonts()
                .ExpandAllTags()
                .HideModels()
                .DisableAgent()
                .DisableMcp()
                .DisableTelemetry()
                .HideDeveloperTools()
                .HideClientButton()
                .WithFavicon("/favicon.svg")
                .WithNonce(SecurityHeaders.Nonce(context)))
            .RequireAuthorization(DashboardPolicies.View);
    }
}
