using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SegmentationUpdates.Pipeline.Reclustering;
using SegmentationUpdates.Pipeline.Storage;
using SegmentationUpdates.LocalServices;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Which database a command about models means, and the way to it.</summary>
internal sealed class ModelsConnection
{
    private const string DefaultFolder = ".data";

    private readonly Option<string> _data = new("--data")
    {
        Description = "The folder of the run that is meant; it must be on.",
        HelpName = "DIR",
        DefaultValueFactory = _ => DefaultFolder,
    };

    private readonly Option<string?> _postgres = new("--postgres")
    {
        Description = "Another PostgreSQL than that of a run: an Npgsql connection string.",
        HelpName = "CONNECTION-STRING",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_data);
        command.Options.Add(_postgres);
    }

    /// <summary>Does something with the models.</summary>
    /// <exception cref="UsageException">The options name two databases, or none that can be read.</exception>
    /// <exception cref="LocalServiceException">No run is on.</exception>
    /// <exception cref="CommandException">The database does not answer or has no schema, or the models do not allow it.</exception>
    public async Task<int> WithModelsAsync(CommandResult result, Func<ModelLifecycle, Task<int>> action, CancellationToken cancellationToken)
    {
        var connection = await ConnectionAsync(result, cancellationToken);
        await using var services = new ServiceCollection()
            .AddDbContextPool<SegmentationContext>(options => options.UseNpgsql(connection.ConnectionString))
            .AddModelLifecycle()
            .BuildServiceProvider();
        try
        {
            return await action(services.GetRequiredService<ModelLifecycle>());
        }
        catch (ModelLifecycleException e)
        {
            throw new CommandException(e.Message, e);
        }
        catch (Exception e) when (Find<PostgresException>(e) is { } refusal)
        {
            throw new CommandException(
                refusal.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedFunction
                    ? $"database {connection.Database} at {connection.Host}:{connection.Port} has not got this version's schema: run the migrations first (--roles migrations)"
                    : $"PostgreSQL at {connection.Host}:{connection.Port} refuses: {refusal.MessageText}",
                e);
        }
        catch (Exception e) when (Find<NpgsqlException>(e) is { } failure)
        {
            throw new CommandException(
                $"cannot use PostgreSQL at {connection.Host}:{connection.Port} ({failure.InnerException?.Message ?? failure.Message}): start it or correct --postgres", e);
        }
    }

    private async Task<NpgsqlConnectionStringBuilder> ConnectionAsync(CommandResult result, CancellationToken cancellationToken)
    {
        if (result.GetValue(_postgres) is not { } given)
        {
            return new NpgsqlConnectionStringBuilder(
                await RunningPostgres.ConnectionStringAsync(result.GetValue(_data)!, cancellationToken)) { Pooling = false };
        }

        if (result.GetResult(_data) is { Implicit: false })
        {
            throw new UsageException("--data and --postgres name two databases: leave one of them out.");
        }

        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(given) { Pooling = false };
        }
        catch (ArgumentException e)
        {
            throw NotUsable(e.Message, e);
        }

        return string.IsNullOrEmpty(settings.Host) ? throw NotUsable("Host is missing", inner: null) : settings;
    }

    private static UsageException NotUsable(string problem, Exception? inner) => new(
        $"--postgres is not an Npgsql connection string, such as \"Host=db;Username=u;Password=p;Database=segmentation\": {problem}", inner!);

    // Entity Framework wraps what it takes for transient.
    private static T? Find<T>(Exception exception)
        where T : Exception => exception as T ?? (exception.InnerException is { } inner ? Find<T>(inner) : null);
}
