using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SegmentationUpdates.Dashboard.Hubs;
using SegmentationUpdates.Dashboard.Security;
using SegmentationUpdates.Dashboard.Tests.Hosting;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Dashboard.Tests.Security;

public sealed class KeySessionTests(PostgresFixture postgres) : DashboardTest(postgres)
{
    private const string AnotherKey = "another key of the same role";

    private readonly string _cookieKeys = Directory.CreateTempSubdirectory("segmentation-keys-").FullName;

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        Directory.Delete(_cookieKeys, recursive: true);
    }

    [Fact]
    public async Task A_session_lasts_over_a_restart_and_ends_with_its_key()
    {
        var first = await DashboardAsync();
        var @operator = await first.CookieAsync(DashboardHost.OperatorKey);
        var viewer = await first.CookieAsync(DashboardHost.ViewerKey);

        var restarted = await DashboardAsync();
        var operatorChanged = await DashboardAsync(operatorKey: AnotherKey);
        var viewerChanged = await DashboardAsync(viewerKey: AnotherKey);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await LookAsync(restarted, @operator), await LookAsync(restarted, viewer)));
        Assert.Equal(
            (HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await LookAsync(operatorChanged, @operator), await LookAsync(operatorChanged, viewer)));
        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.Unauthorized), (await LookAsync(viewerChanged, @operator), await LookAsync(viewerChanged, viewer)));
    }

    [Fact]
    public async Task A_session_ends_at_once_with_its_key_also_while_the_dashboard_runs()
    {
        var host = await StartAsync(("ViewerKeys:bob", AnotherKey));
        var cookie = await host.CookieAsync(AnotherKey);
        Assert.Equal(HttpStatusCode.OK, await LookAsync(host, cookie));

        host.Reconfigure("ViewerKeys:bob", "a new key for the same bob");

        Assert.Equal(HttpStatusCode.Unauthorized, await LookAsync(host, cookie));
    }

    [Fact]
    public async Task A_key_that_changed_before_anybody_came_is_none()
    {
        var host = await StartAsync();
        host.Reconfigure("OperatorKey", AnotherKey);
        using var changed = host.NewClient(AnotherKey);
        var unpin = new Uri("/api/v1/models/unpin", UriKind.Relative);

        using var before = await host.Operator.PostAsync(unpin, null, Cancel);
        using var now = await changed.PostAsync(unpin, null, Cancel);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.NoContent), (before.StatusCode, now.StatusCode));
    }

    [Fact]
    public async Task What_stays_open_is_cut_when_its_key_is_no_more()
    {
        var host = await StartAsync(("ViewerKeys:bob", AnotherKey), ("ViewerKeys:carol", "a key that stays what it is"));
        var cookie = await host.CookieAsync(AnotherKey);
        using var byKey = await host.SendAsync("GET", "/api/v1/changes/stream", AnotherKey);
        using var byCookie = await host.SendAsync("GET", "/api/v1/changes/stream", null, ("Cookie", cookie));
        using var ofCarol = await host.SendAsync("GET", "/api/v1/changes/stream", "a key that stays what it is");
        await using var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(host.Address, SegmentHub.Path), options => options.Headers["X-API-Key"] = AnotherKey)
            .Build();
        var closed = new TaskCompletionSource();
        hub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        await hub.StartAsync(Cancel).EndsAsync();
        var streams = new[] { byKey, byCookie }.Select(stream => Assert.ThrowsAnyAsync<Exception>(() => stream.Content.ReadAsByteArrayAsync(Cancel))).ToList();
        var carols = ofCarol.Content.ReadAsByteArrayAsync(Cancel);

        host.Reconfigure("ViewerKeys:bob", null);

        await Task.WhenAll([.. streams, closed.Task]).EndsAsync();
        Assert.False(carols.IsCompleted);
    }

    [Fact]
    public async Task A_session_has_an_end_that_using_it_does_not_put_off()
    {
        var host = await StartAsync(("ViewerKey", DashboardHost.ViewerKey), ("SessionLifetime", "01:00:00"));
        var (keys, time) = (host.Services.GetRequiredService<ApiKeys>(), new FakeTimeProvider(DateTimeOffset.UtcNow));
        var cookie = await host.CookieAsync(DashboardHost.ViewerKey);
        var ticket = host.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>()
            .Get(CookieAuthenticationDefaults.AuthenticationScheme).TicketDataFormat.Unprotect(cookie.Split('=', 2)[1])!;

        Assert.Equal(TimeSpan.FromHours(1), ticket.Properties.ExpiresUtc - ticket.Properties.IssuedUtc);
        Assert.False(KeySession.IsOver(ticket.Principal, keys, time));
        time.Advance(TimeSpan.FromMinutes(59));
        Assert.False(KeySession.IsOver(ticket.Principal, keys, time));
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.True(KeySession.IsOver(ticket.Principal, keys, time));
        using var used = await host.SendAsync("GET", "/", null, ("Cookie", cookie));
        Assert.DoesNotContain(used.Headers, header => header.Key == "Set-Cookie" && header.Value.Any(value => value.StartsWith("segmentation=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_keys_of_cookies_lie_in_a_folder_for_their_owner_and_encrypted_where_there_is_a_certificate()
    {
        var (clear, closed) = (Path.Combine(_cookieKeys, "clear"), Path.Combine(_cookieKeys, "closed"));
        var file = Path.Combine(_cookieKeys, "certificate.pfx");
        using (var key = RSA.Create(2048))
        {
            using var certificate = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
            await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pkcs12, "s3cret"), Cancel);
        }

        (string, string?)[] encrypted = [("DataProtectionFolder", closed), ("DataProtectionCertificate", file), ("DataProtectionCertificatePassword", "s3cret")];
        await (await StartAsync(("DataProtectionFolder", clear))).CookieAsync(DashboardHost.OperatorKey);
        var cookie = await (await StartAsync(encrypted)).CookieAsync(DashboardHost.OperatorKey);

        Assert.Contains("<masterKey", Stored(clear), StringComparison.Ordinal);
        Assert.DoesNotContain("<masterKey", Stored(closed), StringComparison.Ordinal);
        Assert.Contains("EncryptedData", Stored(closed), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(clear));
        }

        Assert.Equal(HttpStatusCode.OK, await LookAsync(await StartAsync([.. encrypted, ("ViewerKey", DashboardHost.ViewerKey)]), cookie));
    }

    [Theory]
    [InlineData("/no/such/certificate.pfx", "folder", "cannot be used")]
    [InlineData(null, "folder", "cannot be used")]
    [InlineData("/no/such/certificate.pem", "", "cannot be used")]
    public void A_certificate_that_cannot_be_used_is_named(string? file, string folder, string saying)
    {
        var empty = Path.Combine(_cookieKeys, "empty.pfx");
        File.WriteAllText(empty, "");
        var rule = new CookieCertificate(new ConfigurationManager
        {
            ["Segmentation:Dashboard:DataProtectionCertificate"] = file ?? empty,
            ["Segmentation:Dashboard:DataProtectionFolder"] = folder,
        });

        var problem = Assert.Single(rule.Problems());

        Assert.StartsWith("Segmentation:Dashboard:DataProtectionCertificate: ", problem, StringComparison.Ordinal);
        Assert.Contains(saying, problem, StringComparison.Ordinal);
    }

    private static string Stored(string folder) => string.Concat(Directory.GetFiles(folder, "*.xml").Select(File.ReadAllText));

    private Task<DashboardHost> DashboardAsync(string operatorKey = DashboardHost.OperatorKey, string viewerKey = DashboardHost.ViewerKey) =>
        StartAsync(("OperatorKey", operatorKey), ("ViewerKey", viewerKey), ("DataProtectionFolder", _cookieKeys));

    private static async Task<HttpStatusCode> LookAsync(DashboardHost host, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/segments");
        request.Headers.Add("Cookie", cookie);
        using var response = await host.Client.SendAsync(request, Cancel);
        return response.StatusCode;
    }
}
