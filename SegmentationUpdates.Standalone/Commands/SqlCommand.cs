using System.CommandLine;
using System.CommandLine.Parsing;
using Npgsql;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Standalone.Running;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Asks the database in SQL, where there is no psql.</summary>
internal sealed class SqlCommand
{
    private readonly DatabaseConnection _database = new();

    private readonly Argument<string?> _sql = new("SQL")
    {
        Description = "One statement or several, separated by semicolons; without it those in --file, or on standard input.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _file = new("--file") { Description = "Read the statements from a file.", HelpName = "FILE" };

    private readonly Option<bool> _csv = new("--csv") { Description = "Write results as CSV, with a header." };

    private readonly Option<bool> _json = new("--json") { Description = "Write each result as a JSON array of objects." };

    private readonly Option<bool> _write = new("--write")
    {
        Description = "Allow statements that change something; all of them take effect, or none. Without it they are refused.",
    };

    public Command Create()
    {
        var command = new Command("sql", "Ask the database of a run, or another one, in SQL.") { _sql, _file, _csv, _json, _write };
        _database.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var signals = new StopSignals();
            return await RunAsync(parsed.CommandResult, signals.Stop);
        });
        return command;
    }

    private async Task<int> RunAsync(CommandResult result, CancellationToken cancellationToken)
    {
        var (csv, json) = (result.GetValue(_csv), result.GetValue(_json));
        if (csv && json)
        {
            throw new UsageException("--csv and --json are two formats: leave one of them out.");
        }

        var script = await ReadAsync(result, cancellationToken);
        if (SqlStatement.Split(script).Count == 0)
        {
            throw new UsageException("There is no SQL statement to run.");
        }

        return await _database.UseAsync(
            result,
            async settings =>
            {
                await using var connection = new NpgsqlConnection(settings.ConnectionString);
                connection.Notice += (_, notice) => Console.Error.WriteLine($"{notice.Notice.Severity}: {notice.Notice.MessageText}");
                await connection.OpenAsync(cancellationToken);
                using var output = SqlOutput.Create(csv ? SqlFormat.Csv : json ? SqlFormat.Json : SqlFormat.Table);
                await new SqlSession(connection, output).RunAsync(script, result.GetValue(_write), cancellationToken);
                return ExitCode.Success;
            },
            cancellationToken);
    }

    private async Task<string> ReadAsync(CommandResult result, CancellationToken cancellationToken)
    {
        var (sql, file) = (result.GetValue(_sql), result.GetValue(_file));
        if (sql is not null && file is not null)
        {
            throw new UsageException("SQL is given twice, on the command line and in --file: leave one of them out.");
        }

        if (file is not null)
        {
            return await File.ReadAllTextAsync(file, cancellationToken);
        }

        return sql ?? (Console.IsInputRedirected

            // A read that waits for input does not hear of a stop.
            ? await Task.Run(Console.In.ReadToEnd, cancellationToken).WaitAsync(cancellationToken)
            : throw new UsageException(
                "There is no SQL statement: give one, such as \"SELECT count(*) FROM customer_segments\", name a file with --file, or send it to "
                    + "standard input."));
    }
}
