namespace SegmentationUpdates.Messaging.Transactions;

/// <summary>The reasons a message is rejected for, as they stand in the dead letter's header.</summary>
public static class RejectionReason
{
    /// <summary>No value: a tombstone.</summary>
    public const string Empty = "empty";

    /// <summary>Not JSON of the transaction's form.</summary>
    public const string Malformed = "malformed";

    /// <summary>A field is outside <see cref="TransactionLimits"/>.</summary>
    public const string Invalid = "invalid";

    /// <summary>The customer does not exist (yet): can be replayed once it does.</summary>
    public const string UnknownCustomer = "unknown-customer";

    /// <summary>The database refuses this one row.</summary>
    public const string RefusedByDatabase = "refused-by-database";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Empty, Malformed, Invalid, UnknownCustomer, RefusedByDatabase];
}
