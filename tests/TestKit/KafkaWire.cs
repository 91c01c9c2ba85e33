using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace SegmentationUpdates.TestKit;

/// <summary>Reads the fields of a Kafka request one after the other, in the form of the versions before compact lengths.</summary>
internal sealed class KafkaReader(byte[] request)
{
    private int _next;

    public sbyte Int8() => (sbyte)Take(1)[0];

    public short Int16() => BinaryPrimitives.ReadInt16BigEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    public long Int64() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

    public string? Text() => Int16() is >= 0 and var length ? Encoding.UTF8.GetString(Take(length)) : null;

    public byte[] Bytes() => Take(Int32()).ToArray();

    private ReadOnlySpan<byte> Take(int count) => request.AsSpan((_next += count) - count, count);
}

/// <summary>Writes the fields of an answer one after the other.</summary>
internal sealed class KafkaWriter
{
    private readonly ArrayBufferWriter<byte> _body = new();

    public KafkaWriter Int8(sbyte value)
    {
        _body.Write([(byte)value]);
        return this;
    }

    public KafkaWriter Int16(short value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteInt16BigEndian(bytes, value);
        _body.Write(bytes);
        return this;
    }

    public KafkaWriter Int32(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        _body.Write(bytes);
        return this;
    }

    public KafkaWriter Int64(long value) => Int32((int)(value >> 32)).Int32((int)value);

    public KafkaWriter Text(string? value)
    {
        if (value is null)
        {
            return Int16(-1);
        }

        Int16((short)value.Length);
        _body.Write(Encoding.UTF8.GetBytes(value));
        return this;
    }

    public KafkaWriter Array<T>(IReadOnlyCollection<T> items, Action<KafkaWriter, T> write)
    {
        Int32(items.Count);
        foreach (var item in items)
        {
            write(this, item);
        }

        return this;
    }

    /// <summary>With its length in front.</summary>
    public byte[] ToMessage() => [.. new KafkaWriter().Int32(_body.WrittenCount)._body.WrittenSpan, .. _body.WrittenSpan];
}
