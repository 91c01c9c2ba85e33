using Npgsql;
using SegmentationUpdates.Standalone.Errors;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Runs the statements of a script one after another, all or none of them.</summary>
internal sealed class SqlSession(NpgsqlConnection connection, SqlOutput output)
{
    /// <param name="script">The statements.</param>
    /// <param name="write">Whether they may change something.</param>
    /// <param name="cancellationToken">Ends the statement that is running; nothing is changed.</param>
    /// <exception cref="CommandException">PostgreSQL refuses one; says where.</exception>
    public async Task RunAsync(string script, bool write, CancellationToken cancellationToken)
    {
        var statements = SqlStatement.Split(script);
        // One statement is all or nothing by itself, and some, such as VACUUM, must not be in a transaction of several.
        var transaction = !write || statements.Count > 1;
        if (!write)
        {
            // For what comes after a COMMIT in the script. It keeps from mistakes; whoever means to write says --write.
            await ExecuteAsync("SET default_transaction_read_only = on", cancellationToken);
        }

        if (transaction)
        {
            await ExecuteAsync(write ? "BEGIN" : "BEGIN READ ONLY", cancellationToken);
        }

        foreach (var statement in statements)
        {
            await RunAsync(script, statement, cancellationToken);
        }

        if (transaction)
        {
            await ExecuteAsync("COMMIT", cancellationToken);
        }
    }

    private async Task RunAsync(string script, SqlStatement statement, CancellationToken cancellationToken)
    {
        try
        {
            // In text form, as PostgreSQL itself writes every type.
            await using var command = new NpgsqlCommand(statement.Text, connection) { CommandTimeout = 0, AllResultTypesAreUnknown = true };
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            if (reader.FieldCount == 0)
            {
                output.Done(reader.RecordsAffected);
                return;
            }

            output.Begin([.. Enumerable.Range(0, reader.FieldCount).Select(i => new SqlColumn(reader.GetName(i), reader.GetDataTypeName(i)))]);
            var values = new string?[reader.FieldCount];
            while (await reader.ReadAsync(cancellationToken))
            {
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = reader.IsDBNull(i) ? null : reader.GetString(i);
                }

                output.Row(values);
            }

            output.End();
        }
        catch (PostgresException e) when (e.SqlState != PostgresErrorCodes.QueryCanceled || !cancellationToken.IsCancellationRequested)
        {
            throw new CommandException(Explain(script, statement, e), e);
        }
        catch (NotSupportedException e)
        {
            throw new CommandException("COPY with STDIN or STDOUT does not work here: --csv writes a result as CSV, and psql can read one", e);
        }
    }

    private static string Explain(string script, SqlStatement statement, PostgresException refusal)
    {
        if (refusal.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction)
        {
            return $"{refusal.MessageText}: add --write to change something";
        }

        var where = "";
        if (refusal.Position > 0)
        {
            var before = script[..Math.Min(script.Length, statement.Start + refusal.Position - 1)];
            where = $" (line {before.Count(character => character == '\n') + 1}, column {before.Length - before.LastIndexOf('\n')})";
        }

        return $"PostgreSQL refuses: {refusal.MessageText}{where}" + (refusal.Hint is { Length: > 0 } hint ? $". {hint}" : "");
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
