using System.Text.Json;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using SegmentationUpdates.Dashboard.Tests.Hosting;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Api;

public sealed class OpenApiTests(PostgresFixture postgres) : DashboardTest(postgres)
{
    [Fact]
    public async Task The_document_is_valid_and_describes_every_endpoint_parameter_and_answer()
    {
        var host = await StartAsync();
        var json = await host.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Cancel);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));

        var (document, diagnostic) = await OpenApiDocument.LoadAsync(stream, "json", cancellationToken: Cancel);

        Assert.Empty(diagnostic!.Errors);
        Assert.Empty(diagnostic.Warnings);
        var described = document!.Paths.SelectMany(path => path.Value.Operations!.Select(operation => $"{operation.Key} {path.Key}"));
        var mapped = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods, (endpoint, method) =>
                $"{method} {WithoutConstraints(endpoint.RoutePattern)}");
        Assert.Equal(mapped.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
        foreach (var operation in document.Paths.SelectMany(path => path.Value.Operations!.Values))
        {
            Assert.False(string.IsNullOrEmpty(operation.Summary), operation.OperationId);
            Assert.NotEmpty(operation.Tags!);
            Assert.Contains("429", operation.Responses!.Keys);
            Assert.Contains(operation.Responses!.Keys, status => status.StartsWith('2'));
            Assert.All(operation.Parameters ?? [], parameter =>
            {
                Assert.False(string.IsNullOrEmpty(parameter.Description), $"{operation.OperationId} {parameter.Name}");
                Assert.True(parameter.Example is not null, $"{operation.OperationId} {parameter.Name}");
            });
        }
    }

    [Theory]
    [InlineData("PostTransactions")]
    [InlineData("EraseCustomer")]
    [InlineData("ActivateModel")]
    [InlineData("NameModel")]
    [InlineData("UnpinModel")]
    [InlineData("RequestRetraining")]
    [InlineData("StartVerification")]
    [InlineData("StopVerification")]
    public async Task What_needs_the_key_says_so(string operationId)
    {
        var host = await StartAsync();
        using var document = JsonDocument.Parse(await host.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Cancel));

        var operation = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject())
            .Single(operation => operation.Value.GetProperty("operationId").GetString() == operationId).Value;

        Assert.True(operation.GetProperty("security")[0].TryGetProperty("key", out _));
        Assert.True(operation.GetProperty("responses").TryGetProperty("403", out _));
    }

    [Fact]
    public async Task The_reference_is_served_with_scripts_that_its_policy_allows()
    {
        var host = await StartAsync();

        using var response = await host.Client.GetAsync(new Uri("/scalar/", UriKind.Relative), Cancel);

        Assert.True(response.IsSuccessStatusCode);
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        var nonce = policy.Split("'nonce-")[1].Split('\'')[0];
        var html = await response.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(html.Split("<script").Length - 1, html.Split($"nonce=\"{nonce}\"").Length - 1);
    }

    private static string WithoutConstraints(Microsoft.AspNetCore.Routing.Patterns.RoutePattern pattern) =>
        "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            _ => "",
        }))));
}
