namespace SegmentationUpdates.Messaging.Transactions;

/// <summary>
/// Transaction ids that grow with time and never repeat: 41 bits of milliseconds since 2024, 10 bits of producer number, 12 bits of
/// sequence, as in Twitter's Snowflake (2010). Two producers differ by their number; a clock that steps back makes the ids wait at the
/// latest millisecond they have used, and a sequence that is used up borrows the next one. For one thread.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="producerNumber">From 0 to 1023, of this producer alone.</param>
public sealed class TransactionIdGenerator(TimeProvider time, int producerNumber)
{
    /// <summary>Bits of the producer number.</summary>
    public const int NumberBits = 10;

    /// <summary>Bits of the sequence, the lowest ones.</summary>
    public const int SequenceBits = 12;

    private const int MaxSequence = (1 << SequenceBits) - 1;
    private static readonly DateTimeOffset Epoch = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly long _number = producerNumber is >= 0 and < 1 << NumberBits
        ? (long)producerNumber << SequenceBits
        : throw new ArgumentOutOfRangeException(nameof(producerNumber), producerNumber, "a producer number is from 0 to 1023");

    private long _millisecond;
    private int _sequence = -1;

    /// <summary>The lowest id that any producer can give at a moment.</summary>
    public static long FirstAt(DateTimeOffset moment) => Milliseconds(moment) << (NumberBits + SequenceBits);

    public long Next()
    {
        var now = Milliseconds(time.GetUtcNow());
        if (now > _millisecond)
        {
            _millisecond = now;
            _sequence = -1;
        }

        if (_sequence == MaxSequence)
        {
            _millisecond++;
            _sequence = -1;
        }

        return (_millisecond << (NumberBits + SequenceBits)) | _number | (long)++_sequence;
    }

    private static long Milliseconds(DateTimeOffset moment) => (long)(moment - Epoch).TotalMilliseconds;
}
