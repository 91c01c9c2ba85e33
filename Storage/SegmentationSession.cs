using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace SegmentationUpdates.Storage;

/// <summary>
/// A database context and its open connection, for as long as one piece of work takes. Both come from pools, so this is cheap.
/// </summary>
public sealed class SegmentationSession : IAsyncDisposable, IDisposable
{
    private readonly AsyncServiceScope _scope;

    private SegmentationSession(AsyncServiceScope scope)
    {
        _scope = scope;
        Context = scope.ServiceProvider.GetRequiredService<SegmentationContext>();
        Connection = (NpgsqlConnection)Context.Database.GetDbConnection();
    }

    public SegmentationContext Context { get; }

    public NpgsqlConnection Connection { get; }

    /// <exception cref="NpgsqlException">The database cannot be reached.</exception>
    public static SegmentationSession Open(IServiceScopeFactory scopes)
    {
        var session = new SegmentationSession(scopes.CreateAsyncScope());
        try
        {
            session.Context.Database.OpenConnection();
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <inheritdoc cref="Open"/>
    public static async Task<SegmentationSession> OpenAsync(IServiceScopeFactory scopes, CancellationToken cancellationToken)
    {
        var session = new SegmentationSession(scopes.CreateAsyncScope());
        try
        {
            await session.Context.Database.OpenConnectionAsync(cancellationToken);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public void Dispose()
    {
        Close();
        _scope.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        Close();
        await _scope.DisposeAsync();
    }

    // A pooled context gives its connection back only when it is closed as often as it was opened.
    private void Close()
    {
        if (Connection.State != ConnectionState.Closed)
        {
            Context.Database.CloseConnection();
        }
    }
}
