using System.Text.Json.Serialization;

namespace SegmentationUpdates.Messaging.Transactions;

/// <summary>The reasons a message is rejected for. Their texts stand in the dead letter's header.</summary>
public enum RejectionReason
{
    /// <summary>No value: a tombstone.</summary>
    [JsonStringEnumMemberName("empty")]
    Empty,

    /// <summary>Not JSON of the transaction's form.</summary>
    [JsonStringEnumMemberName("malformed")]
    Malformed,

    /// <summary>A field is outside <see cref="TransactionLimits"/>.</summary>
    [JsonStringEnumMemberName("invalid")]
    Invalid,

    /// <summary>The customer does not exist (yet): can be replayed once it does.</summary>
    [JsonStringEnumMemberName("unknown-customer")]
    UnknownCustomer,

    /// <summary>Its id is stored with another customer, amount or time: two payments under one number.</summary>
    [JsonStringEnumMemberName("id-conflict")]
    IdConflict,

    /// <summary>The database refuses this one row.</summary>
    [JsonStringEnumMemberName("refused-by-database")]
    RefusedByDatabase,
}
