using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using SegmentationUpdates.Consumer.Ingestion;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Migrations;
using SegmentationUpdates.Producer.Simulation;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Standalone.Running;
using SegmentationUpdates.Standalone.Views;
using SegmentationUpdates.Tables;
using SegmentationUpdates.Tables.Columns;

namespace SegmentationUpdates.Standalone.History;

/// <summary>
/// Sends the transactions of a file through the topic and adds up what became of them. What is stored already is not sent; what is sent twice all the
/// same is stored once, because a row has the same id each time. So it can be stopped and begun again at any moment.
/// </summary>
internal sealed class IngestRun(IngestSettings settings, StopSignals signals)
{
    private const int ChunkRows = 5_000;

    /// <exception cref="UsageException">The options do not fit the file.</exception>
    /// <exception cref="Tables.Sources.TableException">The file cannot be read.</exception>
    /// <exception cref="CommandException">There are no customers, or a server does not answer.</exception>
    public async Task<int> RunAsync()
    {
        using var file = TableFile.Open(settings.Transactions, settings.Table);
        using var work = new Work("reading transactions", file.EstimatedRows);
        var table = await Task.Run(() => Table.Scan(file, work, signals.Stop), signals.Stop);
        var columns = HistoryColumns.Find(table, Messaging.Transactions.TransactionMessage.IdField);
        var run = Settings();
        var topics = RunEnvironment.Topics();
        topics.Partitions = run.Partitions;
        await using var services = await RunServices.StartAsync(run, topics, signals.Stop);
        if (settings.Kafka is null)
        {
            await new SchemaMigrator(NullLogger<SchemaMigrator>.Instance).MigrateAsync(services.OwnerConnectionString!, signals.Stop);
        }

        await using var source = NpgsqlDataSource.Create(services.ConnectionString!);
        await using var connection = await source.OpenConnectionAsync(signals.Stop);
        await RequireCustomersAsync(connection);
        await using var roles = await RunningRoles.StartAsync(run, services, null, null, new RunConsole().AddLogging, signals.Stop);
        using var lag = new GroupLag(services.Kafka!.ConsumerConfig(), topics.Transactions);
        using var producer = services.Kafka.Producer(NullLogger.Instance);
        var sender = new HistorySender(producer, topics.Transactions, Brake(roles.Ingestion, run.Partitions));
        var account = new IngestAccount();
        var stored = new StoredTransactions(connection);
        work.Next("sending", table.Rows);
        var isWhole = await SendAsync(Reader(table, columns), stored, sender, account, work, roles.Failed);
        work.Next("storing");
        await sender.FlushAsync();
        account.Undelivered = sender.Failed;
        await Drain.Wait(lag, roles.Failed, signals.Abandon);
        if (isWhole)
        {
            work.Next("counting", table.Rows);
            await CountAsync(Reader(table, columns), stored, account, work);
        }

        work.Dispose();
        return IngestReport.Write(Console.Out, settings, $"{file.Path}: {table.Description}; {columns.Description}", account, isWhole, Failure(roles, sender));
    }

    private static HistoryReader Reader(Table table, HistoryColumns columns) => new(table, columns, TimeProvider.System.GetUtcNow().UtcDateTime);

    private static string? Failure(RunningRoles roles, HistorySender sender) => roles.Failure is { } failure
        ? ErrorMessages.For(failure) ?? failure.ToString()
        : sender.Failed > 0 ? $"{sender.Failed:N0} transactions never reached Kafka ({sender.Reason}): run it again" : null;

    // The broker in this process drops what it cannot hold; a file may be of few customers, who share partitions.
    private static Func<long, bool>? Brake(IngestionCounters? ingestion, int partitions) =>
        ingestion is null ? null : sent => sent - ingestion.Processed > BacklogBrake.Limit(partitions) / 2;

    private RunSettings Settings() => new()
    {
        Rate = 1,
        CustomersFile = "",
        DataFolder = settings.DataFolder,
        Partitions = 6,
        Postgres = settings.Postgres,
        Kafka = settings.Kafka,
        Roles = settings.Kafka is null ? Roles.Consumer : Roles.Dashboard, // It needs both servers, and nothing of the dashboard is started.
        Profile = SimulationProfile.Uniform,
    };

    private async Task RequireCustomersAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM customer_segments)", connection);
        if (await command.ExecuteScalarAsync(signals.Stop) is false)
        {
            throw new CommandException(
                $"the database has no customers, whose transactions these could be. Load them first: segmentation --roles migrations --customers FILE "
                    + (settings.Postgres is null ? $"--data {settings.DataFolder}" : "--postgres CONNECTION-STRING"));
        }
    }

    /// <returns>Whether all were sent; false when it was stopped.</returns>
    private async Task<bool> SendAsync(
        HistoryReader reader, StoredTransactions stored, HistorySender sender, IngestAccount account, Work work, CancellationToken failed)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(signals.Stop, failed);
        try
        {
            foreach (var chunk in reader.Read(stop.Token).Chunk(ChunkRows))
            {
                foreach (var refused in chunk.Where(entry => entry.Refusal is not null))
                {
                    account.Refuse(refused.Refusal!, refused.Line);
                }

                var transactions = chunk.Where(entry => entry is { Refusal: null, IsRepeated: false }).Select(entry => entry.Transaction).ToList();
                var checks = await stored.CheckAsync(transactions, stop.Token);
                account.Rows += chunk.Length;
                account.Repeated += chunk.Count(entry => entry.IsRepeated);
                for (var i = 0; i < transactions.Count; i++)
                {
                    if (checks[i] is null)
                    {
                        account.StoredBefore++;
                        continue;
                    }

                    await sender.SendAsync(transactions[i], stop.Token);
                    account.Sent++;
                }

                work.Report(account.Rows);
            }

            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
    }

    // From the database, and not from what was heard on the way. Those that were there before are there now.
    private static async Task CountAsync(HistoryReader reader, StoredTransactions stored, IngestAccount account, Work work)
    {
        long rows = 0;
        foreach (var chunk in reader.Read(CancellationToken.None).Chunk(ChunkRows))
        {
            var transactions = chunk.Where(entry => entry is { Refusal: null, IsRepeated: false }).Select(entry => entry.Transaction).ToList();
            foreach (var problem in await stored.CheckAsync(transactions, CancellationToken.None))
            {
                if (problem is null)
                {
                    account.Stored++;
                }
                else
                {
                    account.Miss(problem);
                }
            }

            work.Report(rows += chunk.Length);
        }

        account.Stored -= account.StoredBefore;
    }
}
