using Confluent.Kafka;
using SegmentationUpdates.LocalServices;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Messaging.Tests.Clients;

/// <summary>Over real sockets: each way to be no broker is told in the client's own words, with its mend.</summary>
public class KafkaCheckTests
{
    // For what is not waited for. A check that ran into it would say so by its reason.
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_broker_that_answers_is_one()
    {
        using var broker = InMemoryBroker.Start(new Dictionary<string, int> { ["t"] = 1 });

        await KafkaCheck.RunAsync(new AdminClientConfig { BootstrapServers = broker.BootstrapServers }, Long, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_closed_port_is_refused()
    {
        var reason = await ReasonAsync(new AdminClientConfig { BootstrapServers = "127.0.0.1:1" }, Short);

        Assert.Equal(KafkaTrouble.NoAnswer, reason.Trouble);
        Assert.Equal(
            "no Kafka broker answers at 127.0.0.1:1 (Connect to ipv4#127.0.0.1:1 failed: Connection refused): start it or correct --kafka",
            reason.Sentence("127.0.0.1:1", "--kafka"));
    }

    [Fact]
    public async Task A_name_that_is_not_known_is_not_waited_for()
    {
        var reason = await ReasonAsync(new AdminClientConfig { BootstrapServers = "no.such.host.invalid:9092" }, Short);

        Assert.Equal(KafkaTrouble.UnknownHost, reason.Trouble);
        Assert.Contains("Failed to resolve 'no.such.host.invalid:9092'", reason.Text);
        Assert.EndsWith("correct the name in --kafka", reason.Sentence("no.such.host.invalid:9092", "--kafka"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listener_without_TLS_is_not_waited_for()
    {
        using var broker = FakeBroker.OtherProtocol();

        var reason = await ReasonAsync(
            new AdminClientConfig { BootstrapServers = broker.Address, SecurityProtocol = SecurityProtocol.Ssl }, Long);

        Assert.Equal(KafkaTrouble.Tls, reason.Trouble);
        Assert.Contains("Segmentation:Kafka:Common:security_protocol", reason.Sentence(broker.Address, "--kafka"));
    }

    [Fact]
    public async Task A_login_that_is_refused_is_told_in_the_brokers_words_and_not_waited_for()
    {
        using var broker = FakeBroker.ThatRefusesLogins("Invalid username or password");

        var reason = await ReasonAsync(
            new AdminClientConfig
            {
                BootstrapServers = broker.Address,
                SecurityProtocol = SecurityProtocol.SaslPlaintext,
                SaslMechanism = SaslMechanism.Plain,
                SaslUsername = "somebody",
                SaslPassword = "s3cret",
            },
            Long);

        Assert.Equal(KafkaTrouble.RefusedLogin, reason.Trouble);
        Assert.Contains("Invalid username or password", reason.Text);
        var sentence = reason.Sentence(broker.Address, "--kafka");
        Assert.Contains("Segmentation:Kafka:Common:sasl_password", sentence);
        Assert.DoesNotContain("s3cret", sentence);
    }

    [Fact]
    public async Task A_port_that_hangs_up_may_want_TLS()
    {
        using var broker = FakeBroker.ThatHangsUp();

        var reason = await ReasonAsync(new AdminClientConfig { BootstrapServers = broker.Address }, Short);

        Assert.Equal(KafkaTrouble.OtherProtocol, reason.Trouble);
        Assert.Contains("Disconnected", reason.Text);
        Assert.Contains("security_protocol if the broker wants TLS or a login", reason.Sentence(broker.Address, "--kafka"));
    }

    [Fact]
    public async Task A_port_of_another_protocol_is_named()
    {
        using var broker = FakeBroker.OtherProtocol();

        Assert.Equal(KafkaTrouble.OtherProtocol, (await ReasonAsync(new AdminClientConfig { BootstrapServers = broker.Address }, Short)).Trouble);
    }

    [Fact]
    public async Task As_long_as_one_of_several_may_come_it_is_waited_for()
    {
        using var broker = FakeBroker.ThatRefusesLogins("no");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var check = KafkaCheck.RunAsync(
            new AdminClientConfig
            {
                BootstrapServers = $"127.0.0.1:1,{broker.Address}",
                SecurityProtocol = SecurityProtocol.SaslPlaintext,
                SaslMechanism = SaslMechanism.Plain,
                SaslUsername = "u",
                SaslPassword = "p",
            },
            Short,
            stop.Token);

        var reason = (await Assert.ThrowsAsync<KafkaUnavailableException>(() => check)).Reason;

        // The one that can be mended is the one to tell.
        Assert.Equal(KafkaTrouble.RefusedLogin, reason.Trouble);
    }

    [Theory]
    [InlineData(
        "[thrd:sasl_ssl://db:9092/bootstrap]: sasl_ssl://db:9092/bootstrap: Connect to x failed: Connection refused (after 5ms in state CONNECT, "
            + "3 identical error(s) suppressed)",
        "Connect to x failed: Connection refused")]
    [InlineData("db:9092/1: Disconnected (after 15ms in state UP)", "Disconnected")]
    [InlineData("[thrd:main]: Group \"g\" heartbeat error (in state up)", "Group \"g\" heartbeat error (in state up)")]
    public void The_clients_names_for_threads_and_states_are_left_out(string message, string words) => Assert.Equal(words, KafkaReason.Words(message));

    private static async Task<KafkaReason> ReasonAsync(AdminClientConfig config, TimeSpan timeout) =>
        (await Assert.ThrowsAsync<KafkaUnavailableException>(() =>
            KafkaCheck.RunAsync(config, timeout, TestContext.Current.CancellationToken).WaitAsync(
                TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken)))
        .Reason;
}
