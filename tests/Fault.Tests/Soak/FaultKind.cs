namespace SegmentationUpdates.Fault.Tests.Soak;

/// <summary>What the soak run breaks.</summary>
internal enum FaultKind
{
    ConsumerKilled,
    ConsumerStopped,
    ConsumerFrozen,
    TrainerKilled,
    TrainerStopped,
    DashboardRestarted,
    ProducerRestarted,
    MembersJoinAndLeave,
    SessionsCut,
    SessionKilled,
    DatabaseKilled,
    DatabaseRestarted,
    DatabaseReadOnly,
    DiskFull,
    DiskSlow,
    TablesLocked,
    SchemaAppliedAgain,
    BrokerDown,
    BrokerSlow,
    LeaderLost,
    BrokerErrors,
    PublisherFenced,
    HostileMessages,
    IdConflicts,
    OperatorKeyRotated,
    ModelRequested,
}
