using System.Reflection;
using Confluent.Kafka;
using SegmentationUpdates.Messaging.Clients;

namespace SegmentationUpdates.Messaging.Tests.Clients;

public class LastingProducerTests
{
    private static readonly Message<byte[], byte[]> Message = new() { Value = [1] };

    private readonly List<string> _sent = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_fatal_error_the_next_message_goes_by_another_producer()
    {
        var fatal = new KafkaException(new Error(ErrorCode.Local_Fatal, "gone for good", isFatal: true));
        using var lasting = new LastingProducer(Producer("first", Task.FromException(fatal)), () => Producer("second", Task.CompletedTask));

        var error = await Assert.ThrowsAsync<KafkaException>(() => lasting.ProduceAsync("topic", Message, Cancel));
        await lasting.ProduceAsync("topic", Message, Cancel);

        Assert.Equal(("gone for good", false), (error.Error.Reason, error.Error.IsFatal));
        Assert.True(KafkaErrors.MayPass(error));
        Assert.Equal(["first", "second"], _sent);
    }

    [Fact]
    public async Task A_passing_error_leaves_the_producer()
    {
        var passing = new KafkaException(new Error(ErrorCode.NotLeaderForPartition));
        using var lasting = new LastingProducer(Producer("first", Task.FromException(passing)), () => Producer("second", Task.CompletedTask));

        await Assert.ThrowsAsync<KafkaException>(() => lasting.ProduceAsync("topic", Message, Cancel));
        await Assert.ThrowsAsync<KafkaException>(() => lasting.ProduceAsync("topic", Message, Cancel));

        Assert.Equal(["first", "first"], _sent);
    }

    [Fact]
    public async Task One_that_keeps_a_message_without_a_word_is_replaced_when_the_patience_ends()
    {
        var never = new TaskCompletionSource();
        using var lasting = new LastingProducer(Producer("first", never.Task), () => Producer("second", Task.CompletedTask));

        var error = await Assert.ThrowsAsync<KafkaException>(
            () => lasting.ProduceAsync("topic", Message, Cancel, patience: TimeSpan.FromMilliseconds(50)));
        await lasting.ProduceAsync("topic", Message, Cancel, patience: TimeSpan.FromMinutes(5));

        Assert.True(KafkaErrors.MayPass(error));
        Assert.Equal(["first", "second"], _sent);
    }

    private IProducer<byte[], byte[]> Producer(string name, Task delivery)
    {
        var producer = DispatchProxy.Create<IProducer<byte[], byte[]>, ScriptedProducer>();
        ((ScriptedProducer)(object)producer).Send = async () =>
        {
            _sent.Add(name);
            await delivery;
            return new DeliveryResult<byte[], byte[]>();
        };
        return producer;
    }

    /// <summary>Answers each message as it is told to.</summary>
    public class ScriptedProducer : DispatchProxy
    {
        internal Func<Task<DeliveryResult<byte[], byte[]>>> Send { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod?.Name == nameof(IProducer<byte[], byte[]>.ProduceAsync) ? Send() : null;
    }
}
