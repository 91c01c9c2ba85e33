namespace SegmentationUpdates.Messaging.DeadLetters;

/// <summary>The headers that a dead letter has besides those of the message, all text in UTF-8.</summary>
public static class DeadLetterHeaders
{
    internal const string Prefix = "dead-letter.";

    /// <summary>The text of a <see cref="Transactions.RejectionReason"/>.</summary>
    public const string Reason = Prefix + "reason";

    /// <summary>The reason in words, with the field and its value.</summary>
    public const string Detail = Prefix + "detail";

    public const string Topic = Prefix + "topic";

    public const string Partition = Prefix + "partition";

    public const string Offset = Prefix + "offset";

    /// <summary>On a record that is no dead letter, but says that the one with this source was replayed: when.</summary>
    public const string Replayed = Prefix + "replayed";

    /// <summary>Only where the value is left out because the topic does not take it: how long it was.</summary>
    public const string OmittedBytes = Prefix + "omitted-bytes";

    /// <summary>When it was rejected, ISO 8601 in UTC.</summary>
    public const string Time = Prefix + "time";
}
