using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Hosting.Operators;

namespace SegmentationUpdates.Standalone.Tests.Programs;

/// <summary>What programs other than the dashboard can be told by HTTP; how it is guarded is tested where the guard is.</summary>
public sealed class OperatorCommandTests
{
    [Theory]
    [InlineData(ServicePrograms.Consumer, "/reset")]
    [InlineData(ServicePrograms.Producer, "/pause", "/resume")]
    [InlineData(ServicePrograms.Trainer, "/retrain")]
    public void Whatever_is_not_only_looking_is_for_operators(string program, params string[] commands)
    {
        using var host = ServicePrograms.Build(program);

        var endpoints = ((IEndpointRouteBuilder)(WebApplication)host).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is { HttpMethods: not ["GET"] })
            .ToList();

        Assert.Equal(commands, endpoints.Select(endpoint => endpoint.RoutePattern.RawText).Order(StringComparer.Ordinal));
        Assert.All(endpoints, endpoint => Assert.NotNull(endpoint.Metadata.GetMetadata<OperatorsOnly>()));
    }

    [Theory]
    [InlineData(ServicePrograms.Consumer)]
    [InlineData(ServicePrograms.Producer)]
    [InlineData(ServicePrograms.Trainer)]
    public void A_setting_of_operations_that_is_wrong_ends_the_start(string program)
    {
        using var host = ServicePrograms.Build(
            program, ("Segmentation:Operations:OperatorKey", "short"), ("Segmentation:Operations:OperatorKye", "a key that is long enough"));

        Assert.StartsWith("Segmentation:Operations:OperatorKye is no setting", Assert.Single(ConfigurationCheck.Problems(host.Services)));
    }
}
