using System.Globalization;
using System.Text.Json;
using System.Text;
using Confluent.Kafka;

namespace SegmentationUpdates.Integration.Tests.SegmentChanges;

/// <summary>A record of the topic, read as another system would.</summary>
/// <param name="Customer">By the key.</param>
/// <param name="ChangeId">By the value, or the header of a record without one.</param>
/// <param name="To">Null for a record without a value.</param>
internal sealed record PublishedChange(int Customer, long ChangeId, string? To)
{
    public static PublishedChange Read(ConsumeResult<byte[], byte[]> record)
    {
        var customer = int.Parse(Encoding.UTF8.GetString(record.Message.Key), CultureInfo.InvariantCulture);
        if (record.Message.Value is null)
        {
            var id = Encoding.UTF8.GetString(record.Message.Headers.GetLastBytes("change-id"));
            return new PublishedChange(customer, long.Parse(id, CultureInfo.InvariantCulture), null);
        }

        var value = JsonDocument.Parse(record.Message.Value).RootElement;
        Assert.Equal(customer, value.GetProperty("customer_id").GetInt32());
        return new PublishedChange(customer, value.GetProperty("change_id").GetInt64(), value.GetProperty("to").GetString());
    }
}
