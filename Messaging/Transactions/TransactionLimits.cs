using SegmentationUpdates.Customers;

namespace SegmentationUpdates.Messaging.Transactions;

/// <summary>What a transaction may hold. Anything beyond is a mistake of its sender and would spoil a customer's average for good.</summary>
public static class TransactionLimits
{
    /// <summary>Largest amount of one transaction.</summary>
    public const double MaxAmount = 1_000_000_000;

    /// <summary>How far a sender's clock may run ahead of ours.</summary>
    public static readonly TimeSpan MaxClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>No transaction is older than this.</summary>
    public static readonly DateTime EarliestTime = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Says what is wrong with a transaction, naming the field and its value; null when nothing is.</summary>
    public static string? Violation(in Transaction transaction, DateTime now)
    {
        if (transaction.TransactionId <= 0)
        {
            return $"transaction_id {transaction.TransactionId} is not positive";
        }

        if (transaction.ExternalCustomerId is { } id)
        {
            if (ExternalId.Problem(id) is { } problem)
            {
                return $"customer_id: {problem.TrimEnd('.')}";
            }
        }
        else if (transaction.CustomerId <= 0)
        {
            return $"customer_id {transaction.CustomerId} is not positive";
        }

        // Written so that NaN fails it.
        if (!(transaction.Amount > 0 && transaction.Amount <= MaxAmount))
        {
            return $"transaction_amt {transaction.Amount} is not above 0 and at most {MaxAmount}";
        }

        if (transaction.Time < EarliestTime)
        {
            return $"transaction_time {transaction.Time:O} is before {EarliestTime:yyyy-MM-dd}";
        }

        return transaction.Time > now + MaxClockSkew
            ? $"transaction_time {transaction.Time:O} is more than {MaxClockSkew.TotalMinutes} minutes in the future"
            : null;
    }
}
