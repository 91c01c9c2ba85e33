using System.ComponentModel.DataAnnotations;

namespace SegmentationUpdates.Messaging.Topics;

/// <summary>The Kafka topics. Configuration section <c>Segmentation:Topics</c>.</summary>
public sealed class TopicOptions
{
    public const string Section = "Segmentation:Topics";

    /// <summary>Live transactions, keyed by customer.</summary>
    [Required]
    public string Transactions { get; set; } = "transactions";

    /// <summary>Messages that are no transactions of a known customer, as they came, with the reason.</summary>
    [Required]
    public string DeadLetters { get; set; } = "transactions.dead-letter";

    /// <summary>Where a producer gets a number of its own: the offset of the record that it writes here at its start.</summary>
    [Required]
    public string Producers { get; set; } = "transactions.producers";

    /// <summary>Changes of segment, keyed by customer, for other systems.</summary>
    [Required]
    public string SegmentChanges { get; set; } = "segment-changes";

    /// <summary>What segments are called, in one record that each change replaces, for other systems.</summary>
    [Required]
    public string SegmentNames { get; set; } = "segment-names";

    /// <summary>
    /// Partitions of the transactions topic when it is created, the most consumers that can share it; and of the topic of segment changes.
    /// </summary>
    [Range(1, 1000)]
    public int Partitions { get; set; } = 6;

    /// <summary>Copies of each partition when topics are created; -1 takes the broker's default.</summary>
    [Range(-1, 10)]
    public short ReplicationFactor { get; set; } = -1;

    /// <summary>Name and partitions of every topic.</summary>
    public IReadOnlyDictionary<string, int> PartitionsByTopic => new Dictionary<string, int>
    {
        [Transactions] = Partitions,
        [DeadLetters] = 1,
        [Producers] = 1,
        [SegmentChanges] = Partitions,
        [SegmentNames] = 1,
    };
}
