using System.Net.Sockets;
using System.Net;
using SegmentationUpdates.Standalone.Tests.Commands;

namespace SegmentationUpdates.Standalone.Tests.Running;

/// <summary>Where the dashboard of a run is, and what the run says of it.</summary>
public sealed class DashboardRunTests : IAsyncDisposable
{
    private const int DefaultPort = 5080;

    private readonly RunFolder _folder = new();

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Theory]
    [InlineData("nonsense")]
    [InlineData("5080")]
    [InlineData("localhost:5080")]
    [InlineData("https://localhost:5080")]
    [InlineData("http://dashboard.example:5080")]
    [InlineData("http://localhost:5080/live")]
    [InlineData("http://localhost:99999")]
    public async Task What_is_no_address_is_named_before_anything_starts(string url)
    {
        var result = await CalledProgram.RunAsync("--data", _folder.Data, "--dashboard-url", url);

        var message = result.AssertUsage();
        Assert.Contains($"--dashboard-url '{url}'", message);
        Assert.Contains("http://localhost:5080", message);
        Assert.False(Directory.Exists(_folder.Data));
    }

    [Fact]
    public async Task An_address_that_is_taken_is_named_before_anything_starts()
    {
        using var other = new TcpListener(IPAddress.Loopback, port: 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        var result = await CalledProgram.RunAsync("--data", _folder.Data, "--duration", "1s", "--dashboard-url", url);

        var message = result.AssertUsage();
        Assert.Contains($"the dashboard cannot listen at {url}", message);
        Assert.Contains("choose another address with --dashboard-url", message);
        Assert.False(Directory.Exists(_folder.Data));
    }

    [Fact]
    public async Task When_the_default_port_is_taken_it_is_said_where_the_dashboard_is_and_where_its_operator_key()
    {
        using var other = TakeDefaultPort();
        using var program = ChildProgram.Start("--data", _folder.Data, "--roles", "migrations,producer,consumer,dashboard", "--rate", "10");
        var file = Path.Combine(_folder.Data, "operator-key");

        var line = await program.LineAsync("^Dashboard: ");

        var parts = line["Dashboard: ".Length..].Split(", ", 3);
        Assert.NotEqual(DefaultPort, new Uri(parts[0]).Port);
        Assert.Equal($"operator key in {file}", parts[1]);
        Assert.Equal($"port {DefaultPort} is taken; --dashboard-url chooses another", parts[2]);
        await AssertOpensAsync(new Uri(parts[0]), await File.ReadAllTextAsync(file, CancellationToken));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        // The broker of the run is in its process, and found by its folder.
        var verified = await ChildProgram.RunAsync("verify", "--data", _folder.Data);
        Assert.Contains(verified.Output, part => part.StartsWith("right         transactions of the topic are stored", StringComparison.Ordinal));

        await program.SignalAsync("TERM");
        (await program.EndAsync()).AssertSuccess();
        await _folder.AssertNothingRunsAsync();
        Assert.False(File.Exists(Path.Combine(_folder.Data, "broker")));
    }

    // Whoever else has it does as well.
    private static TcpListener? TakeDefaultPort()
    {
        var listener = new TcpListener(IPAddress.Loopback, DefaultPort);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException)
        {
            listener.Dispose();
            return null;
        }
    }

    private static async Task AssertOpensAsync(Uri dashboard, string key)
    {
        using var client = new HttpClient { BaseAddress = dashboard };
        var unpin = new Uri("/api/v1/models/unpin", UriKind.Relative);
        using var without = await client.PostAsync(unpin, content: null, CancellationToken);
        client.DefaultRequestHeaders.Add("X-API-Key", key.Trim());
        using var with = await client.PostAsync(unpin, content: null, CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
        Assert.True(with.IsSuccessStatusCode, $"{with.StatusCode}");
    }
}
