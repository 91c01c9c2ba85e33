using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>
/// Gets a batch's transactions into live_transaction_data. Large batches go by COPY, which takes no repeated id and no unknown customer;
/// such a batch, like every small one, goes by ingest_batch(), which leaves them out.
/// </summary>
internal sealed class TransactionInserter(IOptions<IngestionOptions> options)
{
    private static readonly HashSet<int> NoCustomers = [];

    public Insertion Insert(NpgsqlConnection connection, IReadOnlyList<IncomingMessage> messages)
    {
        if (messages.Count >= options.Value.CopyThreshold)
        {
            var transaction = connection.BeginTransaction();
            try
            {
                var version = HoldActiveModel(connection);
                return new Insertion(transaction, version, Copy(connection, messages), NoCustomers, NoCustomers, []);
            }
            catch (PostgresException e) when (
                e.SqlState is PostgresErrorCodes.UniqueViolation or DatabaseErrors.UnknownCustomer)
            {
                transaction.Dispose();
            }
            catch
            {
                transaction.Dispose();
                throw;
            }
        }

        return CallIngest(connection, messages);
    }

    private static Insertion CallIngest(NpgsqlConnection connection, IReadOnlyList<IncomingMessage> messages)
    {
        var ids = new long[messages.Count];
        var customers = new int[messages.Count];
        var amounts = new double[messages.Count];
        var times = new DateTime[messages.Count];
        for (var i = 0; i < messages.Count; i++)
        {
            (ids[i], customers[i], amounts[i], times[i]) = messages[i].Transaction;
        }

        var transaction = connection.BeginTransaction();
        try
        {
            // Two statements, one round trip: the second must see what the first waited for.
            using var batch = new NpgsqlBatch(connection)
            {
                BatchCommands =
                {
                    new NpgsqlBatchCommand("SELECT hold_active_model()"),
                    new NpgsqlBatchCommand("SELECT inserted, unknown_customers, erased, conflicts FROM ingest_batch($1, $2, $3, $4)")
                    {
                        Parameters =
                        {
                            new() { Value = ids },
                            new() { Value = customers },
                            new() { Value = amounts },
                            new() { Value = times, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
                        },
                    },
                },
            };
            using var reader = batch.ExecuteReader();
            reader.Read();
            long? version = reader.IsDBNull(0) ? null : reader.GetInt64(0);
            reader.NextResult();
            reader.Read();
            return new Insertion(
                transaction,
                version,
                reader.GetInt32(0),
                reader.GetFieldValue<int[]>(1).ToHashSet(),
                reader.GetFieldValue<int[]>(2).ToHashSet(),
                [.. reader.GetFieldValue<int[]>(3).Select(place => place - 1)]);
        }
        catch
        {
            transaction.Dispose();
            throw;
        }
    }

    private static long? HoldActiveModel(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("SELECT hold_active_model()", connection);
        return command.ExecuteScalar() as long?;
    }

    private static int Copy(NpgsqlConnection connection, IReadOnlyList<IncomingMessage> messages)
    {
        using var copy = connection.BeginBinaryImport("""
            COPY live_transaction_data (transaction_id, customer_id, transaction_amt, transaction_time)
            FROM STDIN (FORMAT BINARY)
            """);
        foreach (var message in messages)
        {
            var (id, customer, amount, time) = message.Transaction;
            copy.StartRow();
            copy.Write(id, NpgsqlDbType.Bigint);
            copy.Write(customer, NpgsqlDbType.Integer);
            copy.Write(amount, NpgsqlDbType.Double);
            copy.Write(time, NpgsqlDbType.TimestampTz);
        }

        return (int)copy.Complete();
    }
}
