namespace SegmentationUpdates.Standalone.Running;

/// <summary>What a process does of the pipeline.</summary>
[Flags]
internal enum Roles
{
    None = 0,

    /// <summary>Schema, customers and topics; ends when they are in place.</summary>
    Migrations = 1,

    /// <summary>Simulated transactions to Kafka.</summary>
    Producer = 2,

    /// <summary>Kafka to PostgreSQL.</summary>
    Consumer = 4,

    /// <summary>The live page and the API.</summary>
    Dashboard = 8,

    /// <summary>The models, and the changes of segment to Kafka.</summary>
    Trainer = 16,
}
