using Microsoft.Extensions.Configuration;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Messaging.Topics;
using SegmentationUpdates.Migrations;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>
/// What environment variables say of the migrations, the topics (<c>Segmentation__Topics__Transactions=payments</c>) and the Kafka clients
/// (<c>Segmentation__Kafka__Common__security_protocol=SASL_SSL</c>).
/// </summary>
internal static class RunEnvironment
{
    /// <summary>The names of the topics that every role and command means.</summary>
    public static TopicOptions Topics() => ValidatedOptions.Read<TopicOptions>(Configuration(), TopicOptions.Section);

    /// <summary>How the migrations are to be done, for example which login they make for the services.</summary>
    public static MigrationOptions Migrations() =>
        ValidatedOptions.Read<MigrationOptions>(Configuration(), MigrationOptions.Section);

    /// <summary>How profiles forget.</summary>
    public static ProfileOptions Profiles() => ValidatedOptions.Read<ProfileOptions>(Configuration(), ProfileOptions.Section);

    /// <summary>Properties of the Kafka clients.</summary>
    public static KafkaSettings Kafka() => new(Configuration(), KafkaClientKinds.All);

    public static IConfigurationRoot Configuration() => new ConfigurationBuilder().AddEnvironmentVariables().Build();
}
