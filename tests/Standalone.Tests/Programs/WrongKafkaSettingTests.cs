using SegmentationUpdates.Hosting;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Standalone.Tests.Programs;

/// <summary>What is wrong with the settings of Kafka: one sentence, exit code 2, nothing started, in every program.</summary>
public sealed class WrongKafkaSettingTests
{
    public static TheoryData<string> Programs => ServicePrograms.All;

    [Theory]
    [MemberData(nameof(Programs))]
    public void Is_named_in_one_sentence(string program)
    {
        AssertProblem(program, "Common:foo_bar", "1", "Segmentation:Kafka:Common:foo_bar is no property of the Kafka client.");
        AssertProblem(program, "Common:security_protocol", "SSSL", "Segmentation:Kafka:Common:security_protocol: Invalid value \"SSSL\"");
        AssertProblem(program, "Common:sasl_password_file", "/no/such/file", "Segmentation:Kafka:Common:sasl_password_file: there is no file /no/such/file");
        AssertProblem(program, "Common:security_protocol", "sasl_plaintext", "Segmentation:Kafka: ");

        // Of a kind that this program may not have; another has it, by the same configuration.
        AssertProblem(program, "Consumer:group_identity", "x", "Segmentation:Kafka:Consumer:group_identity is no property of the Kafka client.");
        AssertProblem(program, "Admni:socket_timeout_ms", "1", "Segmentation:Kafka:Admni is no section of the configuration");
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void The_keys_of_before_are_refused_with_the_name_of_the_new_one(string program)
    {
        using var host = ServicePrograms.Build(program, ("Aspire:Confluent:Kafka:Consumer:Config:GroupId", "mine"));

        Assert.Equal(
            ["Aspire:Confluent:Kafka:Consumer:Config:GroupId is not read any more: set Segmentation:Kafka:Consumer:group_id"],
            ConfigurationCheck.Problems(host.Services));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Ends_the_program_with_exit_code_2(string program) =>
        Assert.Equal(ConfigurationCheck.ExitCode, await ServicePrograms.RunAsync(program, ("Segmentation:Kafka:Common:foo_bar", "1")).EndsAsync());

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_broker_that_is_no_address_is_named(string program)
    {
        using var host = ServicePrograms.Build(program, ("ConnectionStrings:kafka", "Host=broker"));

        Assert.StartsWith("ConnectionStrings:kafka is 'Host=broker'", Assert.Single(ConfigurationCheck.Problems(host.Services)));
    }

    [Theory]
    [InlineData(ServicePrograms.Consumer)]
    [InlineData(ServicePrograms.Producer)]
    [InlineData(ServicePrograms.Trainer)]
    [InlineData(ServicePrograms.Migrations)]
    public void A_broker_that_is_missing_is_asked_for(string program)
    {
        using var host = ServicePrograms.Build(program, ("ConnectionStrings:kafka", ""));

        Assert.StartsWith("the connection string 'kafka' is missing", Assert.Single(ConfigurationCheck.Problems(host.Services)));
    }

    [Fact]
    public void Files_for_clients_that_a_program_does_not_have_are_another_programs()
    {
        using var host = ServicePrograms.Build(
            ServicePrograms.Producer,
            ("Segmentation:Kafka:Consumer:ssl_ca_location", "/no/such/ca.pem"),
            ("Segmentation:Kafka:Admin:sasl_password_file", "/no/such/file"));

        Assert.Empty(ConfigurationCheck.Problems(host.Services));
    }

    private static void AssertProblem(string program, string key, string value, string sentence)
    {
        using var host = ServicePrograms.Build(program, ($"Segmentation:Kafka:{key}", value));

        var problems = ConfigurationCheck.Problems(host.Services);

        Assert.StartsWith(sentence, Assert.Single(problems));
    }
}
