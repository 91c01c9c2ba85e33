using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Storage;
using SegmentationUpdates.Storage.Models;
using SegmentationUpdates.Storage.Segments;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>The models in the database that a command means.</summary>
internal sealed class ModelsConnection
{
    private readonly DatabaseConnection _database = new();

    public void AddTo(Command command) => _database.AddTo(command);

    /// <summary>Does something with the models.</summary>
    /// <exception cref="CommandException">The database has no schema, or the models do not allow it; and as <see cref="DatabaseConnection"/>.</exception>
    public Task<int> WithModelsAsync(CommandResult result, Func<ModelLifecycle, Task<int>> action, CancellationToken cancellationToken) =>
        _database.UseAsync(result, connection => WithAsync(connection, action), cancellationToken);

    /// <summary>Does something with the names of the segments.</summary>
    /// <inheritdoc cref="WithModelsAsync(CommandResult, Func{ModelLifecycle, Task{int}}, CancellationToken)"/>
    public Task<int> WithSegmentsAsync(CommandResult result, Func<SegmentDescriptions, Task<int>> action, CancellationToken cancellationToken) =>
        _database.UseAsync(result, connection => WithAsync(connection, action), cancellationToken);

    private static async Task<int> WithAsync<T>(NpgsqlConnectionStringBuilder connection, Func<T, Task<int>> action)
        where T : class
    {
        await using var services = new ServiceCollection()
            .AddDbContextPool<SegmentationContext>(options => options.UseNpgsql(connection.ConnectionString))
            .AddModelLifecycle()
            .BuildServiceProvider();
        try
        {
            return await action(services.GetRequiredService<T>());
        }
        catch (Exception e) when (e is ModelLifecycleException or SegmentNameTakenException)
        {
            throw new CommandException(e.Message, e);
        }
        catch (Exception e) when (DatabaseConnection.Find<PostgresException>(e) is
        {
            SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedFunction,
        })
        {
            throw new CommandException(
                $"database {connection.Database} at {connection.Host}:{connection.Port} has not got this version's schema: run the migrations first "
                    + "(--roles migrations)",
                e);
        }
    }
}
