namespace SegmentationUpdates.AppHost.Containers;

/// <summary>What a Kafka of one broker needs, whoever builds its container.</summary>
internal static class OneBroker
{
    /// <summary>
    /// Kafka keeps transactions in a topic of three copies unless it is told otherwise, and with one broker none could begin: the trainer publishes
    /// in them.
    /// </summary>
    public static IResourceBuilder<T> WithTransactionsOfOneBroker<T>(this IResourceBuilder<T> broker)
        where T : IResourceWithEnvironment => broker
            .WithEnvironment("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1")
            .WithEnvironment("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1");
}
