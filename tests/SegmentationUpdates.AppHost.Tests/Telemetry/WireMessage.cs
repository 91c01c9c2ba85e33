using System.Buffers.Binary;
using System.Text;

namespace SegmentationUpdates.AppHost.Tests.Telemetry;

/// <summary>A message of Protocol Buffers, read without its schema: what stands under which number.</summary>
internal readonly struct WireMessage
{
    private readonly ILookup<int, (ulong Number, ReadOnlyMemory<byte> Bytes)> _fields;

    public WireMessage(ReadOnlyMemory<byte> message) =>
        _fields = Fields(message).ToLookup(field => field.Tag, field => (field.Number, field.Bytes));

    public ulong Number(int tag) => _fields[tag].LastOrDefault().Number;

    public string Text(int tag) => Encoding.UTF8.GetString(_fields[tag].LastOrDefault().Bytes.Span);

    /// <summary>An id; empty when there is none.</summary>
    public string Hex(int tag) => Convert.ToHexStringLower(_fields[tag].LastOrDefault().Bytes.Span);

    public bool Has(int tag) => _fields.Contains(tag);

    public WireMessage Message(int tag) => new(_fields[tag].LastOrDefault().Bytes);

    public IEnumerable<WireMessage> Messages(int tag) => _fields[tag].Select(field => new WireMessage(field.Bytes));

    private static IEnumerable<(int Tag, ulong Number, ReadOnlyMemory<byte> Bytes)> Fields(ReadOnlyMemory<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            var key = Varint(ref rest);
            var tag = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    yield return (tag, Varint(ref rest), default);
                    break;
                case 1:
                    yield return (tag, BinaryPrimitives.ReadUInt64LittleEndian(Take(ref rest, sizeof(ulong)).Span), default);
                    break;
                case 2:
                    yield return (tag, 0, Take(ref rest, (int)Varint(ref rest)));
                    break;
                case 5:
                    yield return (tag, BinaryPrimitives.ReadUInt32LittleEndian(Take(ref rest, sizeof(uint)).Span), default);
                    break;
                default:
                    throw new InvalidDataException($"field {tag} has the wire type {key & 7}");
            }
        }
    }

    private static ulong Varint(ref ReadOnlyMemory<byte> rest)
    {
        var (value, shift) = (0UL, 0);
        while (true)
        {
            var part = Take(ref rest, 1).Span[0];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }

            shift += 7;
        }
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> rest, int count)
    {
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
