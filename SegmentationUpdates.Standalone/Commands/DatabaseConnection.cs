using System.CommandLine;
using System.CommandLine.Parsing;
using Npgsql;
using SegmentationUpdates.LocalServices;
using SegmentationUpdates.Standalone.Errors;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Which database a command means, and the way to it.</summary>
internal sealed class DatabaseConnection
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

    /// <summary>The folder of the run whose database is meant; null when it is another database.</summary>
    public string? RunFolder(CommandResult result) => result.GetValue(_postgres) is null ? result.GetValue(_data) : null;

    /// <summary>Does something with the database.</summary>
    /// <exception cref="UsageException">The options name two databases, or none that can be read.</exception>
    /// <exception cref="LocalServiceException">No run is on.</exception>
    /// <exception cref="CommandException">The database does not answer, or refuses.</exception>
    public async Task<int> UseAsync(
        CommandResult result, Func<NpgsqlConnectionStringBuilder, Task<int>> action, CancellationToken cancellationToken)
    {
        var connection = await ChooseAsync(result, cancellationToken);
        try
        {
            return await action(connection);
        }
        // A stop is no refusal, though the server's "canceling statement" is inside of it.
        catch (Exception e) when (e is not (CommandException or OperationCanceledException) && Find<PostgresException>(e) is { } refusal)
        {
            throw new CommandException($"PostgreSQL at {connection.Host}:{connection.Port} refuses: {refusal.MessageText}", e);
        }
        catch (Exception e) when (e is not (CommandException or OperationCanceledException) && Find<NpgsqlException>(e) is { } failure)
        {
            throw new CommandException(
                $"cannot use PostgreSQL at {connection.Host}:{connection.Port} ({failure.InnerException?.Message ?? failure.Message}): start it or "
                    + "correct --postgres",
                e);
        }
    }

    // Entity Framework wraps what it takes for transient.
    public static T? Find<T>(Exception exception)
        where T : Exception => exception as T ?? (exception.InnerException is { } inner ? Find<T>(inner) : null);

    private async Task<NpgsqlConnectionStringBuilder> ChooseAsync(CommandResult result, CancellationToken cancellationToken)
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
}
