using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using SegmentationUpdates.Messaging.Transactions;

namespace SegmentationUpdates.Standalone.History;

/// <summary>
/// Makes ids for transactions that have none: the same for the same payment, in whatever file and at whatever place it stands. The day is in front,
/// which keeps inserts of a file in the order of time at the end of the index: 15 bits of days since 2000, then 48 bits of a hash of customer, amount
/// and time. Payments that are alike are numbered: the second one is another payment. Some 30 bytes a row are remembered for that.
/// </summary>
internal sealed class RowIds
{
    private const int HashBits = 48;
    private readonly Dictionary<long, int> _seen = [];

    public long Next(string customer, double amount, DateTime time)
    {
        ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(_seen, Hash(customer, amount, time, 0), out _);
        return Hash(customer, amount, time, seen++);
    }

    private static long Hash(string customer, double amount, DateTime time, int repetition)
    {
        Span<byte> text = stackalloc byte[20 + Encoding.UTF8.GetMaxByteCount(Customers.ExternalId.MaxLength * 2)];
        BinaryPrimitives.WriteDoubleLittleEndian(text, amount);
        BinaryPrimitives.WriteInt64LittleEndian(text[8..], time.Ticks);
        BinaryPrimitives.WriteInt32LittleEndian(text[16..], repetition);
        var length = 20 + Encoding.UTF8.GetBytes(customer, text[20..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..length], hash);
        var day = (long)(time - TransactionLimits.EarliestTime).TotalDays;
        return (day << HashBits) | (BinaryPrimitives.ReadInt64LittleEndian(hash) & ((1L << HashBits) - 1));
    }
}
