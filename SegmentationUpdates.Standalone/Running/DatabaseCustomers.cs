using Npgsql;
using SegmentationUpdates.Customers;
using SegmentationUpdates.Producer.Simulation;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>
/// The customers that are in the database, with the habits of when they were loaded: whoever else a file may name, the consumer would refuse;
/// and what earlier simulations made of them is no habit.
/// </summary>
internal sealed class DatabaseCustomers(string connectionString) : ICustomerSource
{
    public IEnumerable<Customer> Read(CancellationToken cancellationToken)
    {
        using var connection = Open();
        using var command = new NpgsqlCommand(
            """
            SELECT
              c.customer_id, c.income, c.balance, c.customer_lifetime_value, c.debt, c.tenure, c.credit_default,
              GREATEST(0, extract(day FROM COALESCE((SELECT loaded_at FROM customer_clock), now()) - b.last_transaction_time))::int,
              b.avg_transaction_amt, b.num_transactions,
              c.digital_engagement_score, c.loan_repayment_time, c.total_products_owned, c.has_loan,
              e.external_id
            FROM customer_segments c
            JOIN customer_baselines b USING (customer_id)
            LEFT JOIN customer_external_ids e USING (customer_id)
            ORDER BY c.customer_id
            """,
            connection);
        using var reader = command.ExecuteReader();
        if (!reader.HasRows)
        {
            throw new CommandException("the database has no customers to simulate: load them first (--roles migrations)");
        }

        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new Customer
            {
                CustomerId = reader.GetInt32(0),
                Income = reader.GetDouble(1),
                Balance = reader.GetDouble(2),
                CustomerLifetimeValue = reader.GetDouble(3),
                Debt = reader.GetDouble(4),
                Tenure = reader.GetInt32(5),
                CreditDefault = reader.GetInt32(6),
                DaysFromLastTransaction = reader.GetInt32(7),
                AvgTransactionAmt = reader.GetDouble(8),
                NumTransactions = reader.GetInt32(9),
                DigitalEngagementScore = reader.GetDouble(10),
                LoanRepaymentTime = reader.GetDouble(11),
                TotalProductsOwned = reader.GetInt32(12),
                HasLoan = reader.GetInt32(13),
                ExternalId = reader.TextOrNull(14),
            };
        }
    }

    /// <summary>By the customers' clock, as the last transaction that is stored has left it.</summary>
    public SimulationState? ReadState(CancellationToken cancellationToken)
    {
        using var connection = Open();
        if (CustomerClock.Read(connection) is not { } clock)
        {
            return null;
        }

        using var command = new NpgsqlCommand(
            "SELECT customer_id, extract(EPOCH FROM $1 - last_transaction_time)::FLOAT / 86400 FROM customer_segments", connection)
        {
            Parameters = { new() { Value = clock.Time } },
        };
        using var reader = command.ExecuteReader();
        var away = new Dictionary<int, double>();
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            away.Add(reader.GetInt32(0), reader.GetDouble(1));
        }

        return new SimulationState(clock.Time, away);
    }

    private NpgsqlConnection Open()
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }
}
