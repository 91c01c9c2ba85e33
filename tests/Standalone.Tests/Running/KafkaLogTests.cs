using Confluent.Kafka;
using Microsoft.Extensions.Time.Testing;
using SegmentationUpdates.Messaging.Clients;
using SegmentationUpdates.Standalone.Views;

namespace SegmentationUpdates.Standalone.Tests.Running;

public class KafkaLogTests
{
    [Fact]
    public void Refused_connections_are_logged_every_five_seconds_and_hide_nothing_else()
    {
        var time = new FakeTimeProvider();
        var warnings = new RecentWarnings();
        using var provider = warnings.Provider();
        var log = new KafkaLog(provider.CreateLogger("any"), time);

        for (var i = 0; i < 100; i++)
        {
            log.Write(Message("FAIL", $"refused {i}"));
            time.Advance(TimeSpan.FromMilliseconds(50));
            if (i == 50)
            {
                log.Write(Message("SESSTMOUT", "session timed out"));
            }
        }

        log.Write(Message("FAIL", "still refused"));

        Assert.Collection(
            warnings.Lines,
            line => Assert.EndsWith(" client: refused 0", line, StringComparison.Ordinal),
            line => Assert.EndsWith(" client: session timed out", line, StringComparison.Ordinal),
            line => Assert.EndsWith(" client: still refused", line, StringComparison.Ordinal));
    }

    private static LogMessage Message(string facility, string text) => new("client", SyslogLevel.Error, facility, text);
}
