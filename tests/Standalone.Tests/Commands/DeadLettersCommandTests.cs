using System.Text.Json;
using Confluent.Kafka;
using SegmentationUpdates.Messaging.DeadLetters;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Standalone.Tests.Commands;

/// <summary>Against a topic with two dead letters, one of them no text.</summary>
public sealed class DeadLettersCommandTests : IDisposable
{
    private static readonly byte[] NoText = [0xFF, 0xFE, 0x00];

    private readonly BrokerClients _clients = new();

    public void Dispose() => _clients.Dispose();

    [Fact]
    public async Task A_program_reads_where_each_came_from_and_what_it_holds()
    {
        await RejectAsync();

        var letters = await JsonAsync("list");

        Assert.Equal([(7L, "malformed"), (8L, "unknown-customer")], letters.EnumerateArray()
            .OrderBy(letter => letter.GetProperty("offset").GetInt64())
            .Select(letter => (letter.GetProperty("offset").GetInt64(), letter.GetProperty("reason").GetString()!)));
        var unknown = letters.EnumerateArray().Single(letter => letter.GetProperty("offset").GetInt64() == 8);
        Assert.Equal("transactions", unknown.GetProperty("topic").GetString());
        Assert.Equal("{}", unknown.GetProperty("value").GetString());
        Assert.False(unknown.TryGetProperty("value_base64", out var text) && text.ValueKind != JsonValueKind.Null);
        var malformed = letters.EnumerateArray().Single(letter => letter.GetProperty("offset").GetInt64() == 7);
        Assert.Equal(NoText, malformed.GetProperty("value_base64").GetBytesFromBase64());
    }

    [Fact]
    public async Task A_program_reads_how_many_went_back_and_they_go_back_once()
    {
        await RejectAsync();

        var replayed = await JsonAsync("replay", "--reason", "unknown-customer");
        var again = await JsonAsync("replay", "--reason", "unknown-customer");

        Assert.Equal((1, 1), (replayed.GetProperty("found").GetInt32(), replayed.GetProperty("replayed").GetInt32()));
        Assert.Equal((0, 0), (again.GetProperty("found").GetInt32(), again.GetProperty("replayed").GetInt32()));
        Assert.Equal("{}"u8.ToArray(), Assert.Single(_clients.Read(BrokerClients.Topics.Transactions, 1)).Message.Value);
    }

    private async Task RejectAsync()
    {
        using var producer = _clients.Producer();
        foreach (var (offset, reason, value) in ((int, string, byte[])[])[(7, "malformed", NoText), (8, "unknown-customer", "{}"u8.ToArray())])
        {
            var headers = DeadLetterFormat.SourceHeaders(new TopicPartitionOffset(BrokerClients.Topics.Transactions, 0, offset));
            await producer.ProduceAsync(
                BrokerClients.Topics.DeadLetters,
                new Message<byte[], byte[]> { Value = value, Headers = DeadLetterFormat.Add(headers, DeadLetterHeaders.Reason, reason) },
                TestContext.Current.CancellationToken);
        }
    }

    private async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        var result = await CalledProgram.RunAsync(["dead-letters", .. arguments, "--kafka", _clients.Broker.BootstrapServers, "--json"]);
        result.AssertSuccess();
        return JsonDocument.Parse(string.Join('\n', result.Output)).RootElement;
    }
}
