using System.Globalization;
using System.Text;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Fault.Tests.Ingestion;

/// <summary>
/// Draws messages of every kind that a topic may hold, good ones among them. What must become of each follows from how it was made, not
/// from the product's decoding.
/// </summary>
/// <param name="seed">The same seed draws the same messages.</param>
/// <param name="lastCustomer">Of those who are known, from 1 on.</param>
/// <param name="lastId">Of the transactions that others send.</param>
internal sealed class HostileMessages(int seed, int lastCustomer, long lastId = 1_000)
{
    private const int UnknownCustomer = 1_000_000;

    private static readonly string[] Malformed =
    [
        "null", "[]", "[1,2,3]", "\"text\"", "42", "true", "{}", "{", "}", "\"", "{\"transaction_id\":", "\ufeff", " ", "\0",
        "{\"transaction_id\":1}{\"transaction_id\":2}", "NaN", "-", "// comment", "<transaction/>", "{'transaction_id':1}",
        "{\"\\ud800\":1}", "{\"transaction_id\":\"\\ud800\"}",
    ];

    // In the place of one field of an otherwise good transaction: not of the field's type.
    private static readonly (string Field, string[] Values)[] WrongTypes =
    [
        ("transaction_id", ["null", "\"7x\"", "1.5", "true", "[]", "{}", "9223372036854775808", "-9223372036854775809", "1e400", "0x10", "NaN"]),
        ("customer_id", ["null", "1.5", "false", "[1]", "{\"id\":1}", "9223372036854775808", "-2147483649", "99999999999999999999", "01"]),
        ("transaction_amt", ["null", "\"12.5\"", "NaN", "Infinity", "-Infinity", "\"NaN\"", "true", "[]", "{}", "1e", ".5", "+1"]),
        ("transaction_time",
        [
            "null", "0", "1700000000", "\"\"", "\"yesterday\"", "\"2024-05-05\"", "\"2024-05-05T10:00:00\"", "\"2024-05-05T10:00:00+0200\"",
            "\"2024-05-05T10:00:00 CEST\"", "\"2024-05-05T10:00:00+99:00\"", "\"2024-02-30T10:00:00Z\"", "\"2024-05-05T25:00:00Z\"",
            "\"\\ud800\"", "\"-0001-01-01T00:00:00Z\"", "\"10000-01-01T00:00:00Z\"", "[]", "{}", "\"0001-01-01T00:00:00+14:00\"",
        ]),
    ];

    // Of the type, but out of the limits.
    private static readonly (string Field, string[] Values)[] OutOfLimits =
    [
        ("transaction_id", ["0", "-1", "-9223372036854775808"]),
        ("customer_id", ["0", "-1", "-2147483648", "\"\"", "\"a\\u0000b\""]),
        ("transaction_amt", ["0", "-0", "-0.01", "1e308", "-1e308", "1000000000.01", "1e10", "1e-400"]),
        ("transaction_time",
        [
            "\"0001-01-01T00:00:00Z\"", "\"1970-01-01T00:00:00Z\"", "\"1999-12-31T23:59:59.999Z\"", "\"9999-12-31T23:59:59Z\"",
            "\"2199-01-01T00:00:00+02:00\"",
        ]),
    ];

    private readonly Random _random = new(seed);
    private readonly Payments _payments = new(seed, lastId);
    private readonly List<Transaction> _good = [];

    /// <summary>The transactions that must be stored, each once.</summary>
    public IReadOnlyList<Transaction> Good => _good;

    public HostileMessage[] Next(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    /// <summary>Near the largest that brokers take by default; half of them good transactions with a long unknown field.</summary>
    public HostileMessage NextLarge()
    {
        const int Size = 900_000;
        if (_random.Next(2) == 0)
        {
            var bytes = new byte[Size];
            _random.NextBytes(bytes);
            bytes[0] = 0xff;
            return new HostileMessage(Key(), bytes, RejectionReason.Malformed);
        }

        var padding = string.Create(Size, _random, (text, random) =>
        {
            foreach (ref var character in text)
            {
                character = (char)('a' + random.Next(26));
            }
        });
        return GoodOne(extra: $",\"note\":\"{padding}\"");
    }

    private HostileMessage Next() => _random.Next(20) switch
    {
        < 6 => GoodOne(),
        6 or 7 when _good.Count > 0 => Repeated(_good.Count),
        8 when _good.Count > 0 => Repeated(20),
        9 => With("customer_id", Unknown(), RejectionReason.UnknownCustomer),
        10 => new HostileMessage(Key(), RandomBytes(), RejectionReason.Malformed),
        11 => Truncated(),
        12 => Nested(),
        13 or 14 => OneOf(WrongTypes, RejectionReason.Malformed),
        15 or 16 => OneOf(OutOfLimits, RejectionReason.Invalid),
        17 => new HostileMessage(Key(), _random.Next(2) == 0 ? null : [], RejectionReason.Empty),
        18 => Missing(),
        _ => new HostileMessage(Key(), Encoding.UTF8.GetBytes(Malformed[_random.Next(Malformed.Length)]), RejectionReason.Malformed),
    };

    // In any way that JSON allows to write it.
    private HostileMessage GoodOne(string extra = "")
    {
        var transaction = _payments.Next(_random.Next(lastCustomer) + 1);
        transaction = _random.Next(10) switch
        {
            0 => transaction with { Amount = 1e-300 },
            1 => transaction with { Amount = 1e-9 },
            2 => transaction with { Amount = 1_000_000 },
            3 => transaction with { Time = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc) },
            _ => transaction,
        };
        _good.Add(transaction);
        return new HostileMessage(Key(transaction), Write(transaction, extra), null);
    }

    private HostileMessage Repeated(int among)
    {
        var transaction = _good[^(_random.Next(Math.Min(among, _good.Count)) + 1)];
        return new HostileMessage(Key(transaction), Write(transaction, ""), null);
    }

    private byte[] Write(in Transaction t, string extra)
    {
        var time = _random.Next(3) switch
        {
            0 => t.Time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            1 => t.Time.AddHours(2).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+02:00'", CultureInfo.InvariantCulture),
            _ => t.Time.AddHours(-3).AddMinutes(-30).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'-03:30'", CultureInfo.InvariantCulture),
        };
        string[] fields =
        [
            $"\"transaction_id\":{t.TransactionId}", $"\"customer_id\" : {t.CustomerId}", $"\"transaction_amt\":\t{t.Amount:R}",
            $"\n\"transaction_time\":\"{time}\"",
        ];
        _random.Shuffle(fields);
        return Encoding.UTF8.GetBytes($"{{{string.Join(',', fields)}{extra}}}");
    }

    private HostileMessage OneOf((string Field, string[] Values)[] replacements, RejectionReason reason)
    {
        var (field, values) = replacements[_random.Next(replacements.Length)];
        return With(field, values[_random.Next(values.Length)], reason);
    }

    private HostileMessage With(string field, string value, RejectionReason reason)
    {
        var fields = Fields();
        fields[field] = value;
        return new HostileMessage(Key(), Json(fields), reason);
    }

    private HostileMessage Missing()
    {
        var fields = Fields();
        var field = fields.Keys.ElementAt(_random.Next(fields.Count));
        if (_random.Next(2) == 0)
        {
            fields.Remove(field);
            return new HostileMessage(Key(), Json(fields), RejectionReason.Malformed);
        }

        // The same field twice: which of the two is meant?
        var twice = Encoding.UTF8.GetString(Json(fields)).TrimEnd('}') + $",\"{field}\":{fields[field]}}}";
        return new HostileMessage(Key(), Encoding.UTF8.GetBytes(twice), RejectionReason.Malformed);
    }

    private HostileMessage Truncated()
    {
        var whole = Json(Fields());
        return new HostileMessage(Key(), whole[..(1 + _random.Next(whole.Length - 1))], RejectionReason.Malformed);
    }

    private HostileMessage Nested()
    {
        var depth = 1 + _random.Next(_random.Next(10) == 0 ? 20_000 : 200);
        var open = _random.Next(2) == 0 ? "[" : "{\"transaction_id\":";
        var text = string.Concat(Enumerable.Repeat(open, depth));
        return new HostileMessage(Key(), Encoding.UTF8.GetBytes(text), RejectionReason.Malformed);
    }

    private byte[] RandomBytes()
    {
        var bytes = new byte[1 + _random.Next(200)];
        _random.NextBytes(bytes);
        bytes[0] |= 0x80; // No JSON begins so.
        return bytes;
    }

    // A transaction that is good, but is never sent as it is.
    private Dictionary<string, string> Fields() => new(StringComparer.Ordinal)
    {
        ["transaction_id"] = $"{long.MaxValue - _random.NextInt64(1L << 40)}",
        ["customer_id"] = $"{_random.Next(lastCustomer) + 1}",
        ["transaction_amt"] = "12.5",
        ["transaction_time"] = "\"2024-05-05T10:00:00Z\"",
    };

    private static byte[] Json(Dictionary<string, string> fields) =>
        Encoding.UTF8.GetBytes($"{{{string.Join(',', fields.Select(field => $"\"{field.Key}\":{field.Value}"))}}}");

    // A number, a longer one, or a text.
    private string Unknown() => _random.Next(3) switch
    {
        0 => $"{UnknownCustomer + _random.Next(1_000)}",
        1 => $"{(long)int.MaxValue + 1 + _random.Next(1_000)}",
        _ => $"\"K-{_random.Next(1_000)}\"",
    };

    private static byte[] Key(in Transaction transaction) => TransactionCodec.EncodeKey(transaction.CustomerId);

    private byte[]? Key() => _random.Next(4) switch
    {
        0 => null,
        1 => RandomBytes(),
        _ => TransactionCodec.EncodeKey(_random.Next(lastCustomer) + 1),
    };
}
