using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SegmentationUpdates.Hosting.Operators;

namespace SegmentationUpdates.Hosting.Tests.Operators;

public sealed class OperatorCommandsTests
{
    private const string Key = "the-operator's-key-of-a-test";
    private const string Elsewhere = "192.0.2.7";
    private const string Here = "127.0.0.1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Here, null, HttpStatusCode.Unauthorized)]
    [InlineData(Here, "", HttpStatusCode.Unauthorized)]
    [InlineData(Here, "not-the-operator's-key", HttpStatusCode.Unauthorized)]
    [InlineData(Elsewhere, null, HttpStatusCode.Unauthorized)]
    [InlineData(Here, Key, HttpStatusCode.NoContent)]
    [InlineData(Elsewhere, Key, HttpStatusCode.NoContent)]
    public async Task A_command_needs_the_key_that_is_configured_wherever_it_comes_from(string from, string? key, HttpStatusCode expected)
    {
        await using var service = await Service.StartAsync(Key);

        using var response = await service.PostAsync(from, key is null ? [] : [(OperatorCommands.Header, key)]);

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(expected == HttpStatusCode.NoContent ? 1 : 0, service.Done);
        if (expected == HttpStatusCode.Unauthorized)
        {
            Assert.Contains("X-API-Key", await DetailAsync(response));
            Assert.NotEmpty(response.Headers.WwwAuthenticate);
        }
    }

    [Theory]
    [InlineData(Here, HttpStatusCode.NoContent)]
    [InlineData("::1", HttpStatusCode.NoContent)]
    [InlineData("::ffff:127.0.0.1", HttpStatusCode.NoContent)]
    [InlineData(Here, HttpStatusCode.NoContent, "Host", "consumer.dev.localhost:5000")]
    [InlineData(Here, HttpStatusCode.NoContent, "Host", "[::1]:5000")]
    [InlineData(Elsewhere, HttpStatusCode.Forbidden)]
    [InlineData("::ffff:192.0.2.7", HttpStatusCode.Forbidden)]
    [InlineData(Here, HttpStatusCode.Forbidden, "Host", "rebound.example")] // A name of somebody else that leads here.
    [InlineData(Here, HttpStatusCode.Forbidden, "Host", "localhost.example")]
    [InlineData(Here, HttpStatusCode.Forbidden, "Origin", "https://evil.example")] // A page in a browser of this machine.
    [InlineData(Here, HttpStatusCode.Forbidden, "Origin", "null")]
    [InlineData(Here, HttpStatusCode.Forbidden, "Sec-Fetch-Site", "cross-site")]
    [InlineData(Here, HttpStatusCode.Forbidden, "X-Forwarded-For", "127.0.0.1")] // A proxy of this machine.
    [InlineData(Here, HttpStatusCode.Forbidden, "Forwarded", "for=127.0.0.1")]
    [InlineData(Here, HttpStatusCode.Forbidden, "X-Original-For", "192.0.2.7:1")]
    public async Task Without_a_configured_key_only_programs_of_this_machine_are_heard(
        string from, HttpStatusCode expected, string? header = null, string? value = null)
    {
        await using var service = await Service.StartAsync(key: "");

        using var response = await service.PostAsync(from, header is null ? [] : [(header, value!)]);

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(expected == HttpStatusCode.NoContent ? 1 : 0, service.Done);
        if (expected == HttpStatusCode.Forbidden)
        {
            Assert.Contains("set Segmentation:Operations:OperatorKey", await DetailAsync(response));
        }
    }

    [Fact]
    public void A_short_key_is_refused()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Segmentation:Operations:OperatorKey", "short")]).Build();

        var exception = Assert.ThrowsAny<Exception>(() => ValidatedOptions.Read<OperationsOptions>(configuration, OperationsOptions.Section));

        Assert.Equal(["Segmentation:Operations:OperatorKey must have 16 characters or more"], ValidatedOptions.ProblemsOf(exception));
    }

    private static async Task<string> DetailAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("detail").GetString()!;

    // Each request says itself where it comes from.
    private sealed class Service : IAsyncDisposable
    {
        private const string From = "Test-From";
        private readonly WebApplication _app;
        private readonly HttpClient _client;

        private Service(WebApplication app)
        {
            _app = app;
            _client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        }

        public int Done { get; private set; }

        public static async Task<Service> StartAsync(string? key)
        {
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.Configuration.AddInMemoryCollection([new("Segmentation:Operations:OperatorKey", key)]);
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
            builder.Services.AddRoutingCore();
            builder.AddOperatorCommands();
            var app = builder.Build();
            app.Use((context, next) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse(context.Request.Headers[From].ToString());
                return next(context);
            });
            Service? service = null;
            app.MapOperatorCommands().MapPost("/command", () =>
            {
                service!.Done++;
                return TypedResults.NoContent();
            });
            await app.StartAsync(Cancel);
            return service = new Service(app);
        }

        public async Task<HttpResponseMessage> PostAsync(string from, IEnumerable<(string Name, string Value)> headers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/command");
            request.Headers.Add(From, from);
            foreach (var (name, value) in headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            return await _client.SendAsync(request, Cancel);
        }

        public async ValueTask DisposeAsync()
        {
            _client.Dispose();
            await _app.StopAsync(CancellationToken.None);
            await _app.DisposeAsync();
        }
    }
}
