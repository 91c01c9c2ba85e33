using SegmentationUpdates.Producer.Simulation;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>What the command line asks of a run.</summary>
internal sealed record RunSettings
{
    public required double Rate { get; init; }

    /// <summary>Seconds of the customers' time in one; null: by <see cref="RunSpeed"/>.</summary>
    public double? Speed { get; init; }

    /// <summary>Null: until it is stopped.</summary>
    public TimeSpan? Duration { get; init; }

    public required string CustomersFile { get; init; }

    /// <summary>It was asked for, and is not the one that comes with the program.</summary>
    public bool CustomersFileIsGiven { get; init; }

    /// <summary>What the user says of that file.</summary>
    public TableOptions Table { get; init; } = new();

    /// <summary>Options that say it, as they were given.</summary>
    public IReadOnlyList<string> GivenTableOptions { get; init; } = [];

    public required string DataFolder { get; init; }

    public bool Fresh { get; init; }

    /// <summary>Whether PostgreSQL may be fetched when this machine has none.</summary>
    public bool Download { get; init; } = true;

    public required int Partitions { get; init; }

    /// <summary>Bootstrap servers; null: the broker in this process.</summary>
    public string? Kafka { get; init; }

    /// <summary>Connection string; null: a private server in the data folder.</summary>
    public string? Postgres { get; init; }

    public required Roles Roles { get; init; }

    public required SimulationProfile Profile { get; init; }

    /// <summary>Where the dashboard is served; null: at its default address, or beside it.</summary>
    public string? DashboardUrl { get; init; }

    /// <summary>The roles that work with the database.</summary>
    public bool UsesDatabase => Roles != Roles.Producer;

    /// <summary>The roles that work with Kafka; migrations and dashboard do only with one that others use.</summary>
    public bool UsesKafka => Kafka is not null || (Roles & (Roles.Producer | Roles.Consumer | Roles.Trainer)) != Roles.None;

    /// <summary>The simulation goes by a file: nobody else here knows customers.</summary>
    public bool SimulatesFile => Roles.HasFlag(Roles.Producer) && !UsesDatabase && Profile == SimulationProfile.Realistic;

    /// <summary>Every transaction that is produced is also ingested here.</summary>
    public bool HoldsBothEnds => Roles.HasFlag(Roles.Producer | Roles.Consumer);
}
