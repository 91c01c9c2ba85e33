using System.IO.Compression;
using System.Net;
using System.Text;
using SegmentationUpdates.Dashboard.Tests.Hosting;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Api;

/// <summary>What holds for every address.</summary>
public sealed class ApiConventionTests(PostgresFixture postgres) : DashboardTest(postgres)
{
    [Theory]
    [InlineData("/status?foo=1", "foo is no parameter of this address.")]
    [InlineData("/changes?limit=1&foo=1", "foo is no parameter of this address.")]
    [InlineData("/changes?limt=1", "limt is no parameter of this address. Did you mean 'limit'?")]
    [InlineData("/models?models=1", "models is no parameter of this address.")]
    [InlineData("/models/1?version=1", "version is no parameter of this address.")]
    public async Task A_parameter_that_an_address_does_not_know_is_refused(string path, string problem)
    {
        var host = await StartAsync();

        using var response = await host.Client.GetAsync(new Uri($"/api/v1{path}", UriKind.Relative), Cancel);

        await response.AssertProblemAsync(HttpStatusCode.BadRequest, problem);
    }

    [Theory]
    [InlineData("/customers/1")]
    [InlineData("/customers?limit=1")]
    [InlineData("/changes?limit=1")]
    [InlineData("/customers/99")]
    public async Task No_cache_keeps_what_is_about_people(string path)
    {
        await Database.AddAsync(TestCustomers.One(1));
        var host = await StartAsync();

        using var response = await host.Client.GetAsync(new Uri($"/api/v1{path}", UriKind.Relative), Cancel);

        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Theory]
    [InlineData("/api/v1/customers?limit=100", "gzip")]
    [InlineData("/api/v1/customers.csv", "br")]
    [InlineData("/", "gzip")]
    public async Task Answers_are_compressed_for_who_can_take_it(string path, string encoding)
    {
        await Database.AddAsync(TestCustomers.Take(100));
        var host = await StartAsync();

        using var response = await host.SendAsync("GET", path, key: null, ("Accept-Encoding", encoding));

        Assert.Equal([encoding], response.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task A_compressed_body_is_taken_and_what_is_not_what_it_says_is_told()
    {
        var host = await StartAsync();
        var text = Encoding.UTF8.GetBytes("""[{"customer_id": 1}]""");
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(text, Cancel);
        }

        // It could be read: there is only nobody to send it to.
        using var taken = await PostAsync(host, compressed.ToArray(), "gzip");
        await taken.AssertProblemAsync(HttpStatusCode.ServiceUnavailable, "no connection to Kafka");
        using var broken = await PostAsync(host, text, "gzip");
        await broken.AssertProblemAsync(HttpStatusCode.BadRequest, "The body is not compressed as Content-Encoding says");
        using var unknown = await PostAsync(host, text, "zstd");
        await unknown.AssertProblemAsync(HttpStatusCode.UnsupportedMediaType, "Content-Encoding may be gzip, br or deflate, not 'zstd'");
    }

    [Fact]
    public async Task A_small_body_that_grows_beyond_the_limit_is_too_long()
    {
        var host = await StartAsync();
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes("[" + new string(' ', 20_000_000) + "]"), Cancel);
        }

        using var response = await PostAsync(host, compressed.ToArray(), "gzip");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    private static async Task<HttpResponseMessage> PostAsync(DashboardHost host, byte[] body, string encoding)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        content.Headers.ContentEncoding.Add(encoding);
        return await host.Operator.PostAsync(new Uri("/api/v1/transactions", UriKind.Relative), content, Cancel);
    }
}
