using System.Net;
using System.Net.Http.Json;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Fault.Tests.Soak;

/// <summary>The dashboard, whose operator key changes and which takes transactions.</summary>
internal sealed class SoakDashboard(SoakServers servers) : IAsyncDisposable
{
    private static readonly Uri Transactions = new("/api/v1/transactions", UriKind.Relative);

    private readonly SemaphoreSlim _hand = new(1, 1);
    private DashboardHost? _host;
    private string _key = DashboardHost.OperatorKey;
    private int _keys;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task<SoakDashboard> StartAsync()
    {
        _host = await DashboardHost.StartAsync(servers.Hosts, servers.Kafka);
        return this;
    }

    public Task RestartAsync() => AloneAsync(async () =>
    {
        await _host!.DisposeAsync();
        _host = await DashboardHost.StartAsync(servers.Hosts, servers.Kafka, ("OperatorKey", _key));
    });

    /// <summary>The old key opens nothing any more, and the new one does.</summary>
    public Task RotateKeyAsync(Transaction[] transactions) => AloneAsync(async () =>
    {
        var old = _key;
        _key = $"operator-key-number-{++_keys}";
        _host!.Reconfigure("OperatorKey", _key);
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(old, transactions));

        // As the API asks its callers to: until it has taken them, with the same ids.
        while (await SendAsync(_key, transactions) is not HttpStatusCode.Accepted and var status)
        {
            Assert.Contains(status, (HttpStatusCode[])[HttpStatusCode.ServiceUnavailable, HttpStatusCode.TooManyRequests]);
            await Task.Delay(TimeSpan.FromMilliseconds(500), Cancel);
        }
    });

    public async ValueTask DisposeAsync()
    {
        await _host!.DisposeAsync();
        _hand.Dispose();
    }

    private async Task AloneAsync(Func<Task> action)
    {
        await _hand.WaitAsync(Cancel);
        try
        {
            await action();
        }
        finally
        {
            _hand.Release();
        }
    }

    private async Task<HttpStatusCode> SendAsync(string key, Transaction[] transactions)
    {
        using var client = _host!.NewClient(key);
        using var response = await client.PostAsJsonAsync(
            Transactions,
            transactions.Select(transaction => new
            {
                transaction_id = transaction.TransactionId,
                customer_id = transaction.CustomerId,
                transaction_amt = transaction.Amount,
                transaction_time = transaction.Time,
            }),
            Cancel);
        return response.StatusCode;
    }
}
