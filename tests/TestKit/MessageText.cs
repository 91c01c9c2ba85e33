using System.Text;

namespace SegmentationUpdates.TestKit;

/// <summary>A valid message to make faults in.</summary>
internal static class MessageText
{
    public static readonly DateTime Now = new(2026, 3, 4, 12, 0, 0, DateTimeKind.Utc);

    private static readonly (string Name, string Value)[] Fields =
    [
        ("transaction_id", "9007199254740993"),
        ("customer_id", "42"),
        ("transaction_amt", "19.99"),
        ("transaction_time", "\"2026-03-04T11:59:58.25Z\""),
    ];

    public static byte[] Valid() => Object(Fields);

    /// <summary>One field's value replaced, as JSON text.</summary>
    public static byte[] With(string name, string value) =>
        Object(Fields.Select(field => field.Name == name ? (name, value) : field));

    public static byte[] Without(string name) => Object(Fields.Where(field => field.Name != name));

    /// <summary>More fields after the four.</summary>
    public static byte[] And(string name, string value) => Object(Fields.Append((name, value)));

    private static byte[] Object(IEnumerable<(string Name, string Value)> fields) =>
        Encoding.UTF8.GetBytes($"{{{string.Join(',', fields.Select(field => $"\"{field.Name}\":{field.Value}"))}}}");
}
