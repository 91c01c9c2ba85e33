using System.Text;
using System.Text.Json;
using SegmentationUpdates.Pipeline.Transactions;

namespace SegmentationUpdates.Dashboard.Transactions;

/// <summary>
/// Reads transactions out of a request: an object, or an array of them. Each is checked by the same code that reads the topic, from the
/// text as it came, so that nothing gets by here that would be refused there.
/// </summary>
internal sealed class TransactionBody
{
    private const string IdField = "transaction_id";
    private static readonly string[] Required = ["customer_id", "transaction_amt", "transaction_time"];
    private readonly List<(byte[]? Text, string? Problem)> _texts = [];

    private TransactionBody(bool isArray) => IsArray = isArray;

    public bool IsArray { get; }

    public int Count => _texts.Count;

    /// <summary>How many have no id yet.</summary>
    public int WithoutId { get; private set; }

    /// <exception cref="JsonException">It is no JSON.</exception>
    public static TransactionBody Parse(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        var read = new TransactionBody(root.ValueKind == JsonValueKind.Array);
        foreach (var element in read.IsArray ? root.EnumerateArray().ToArray() : [root])
        {
            read.Add(element);
        }

        return read;
    }

    /// <summary>The transactions, or what is wrong with which.</summary>
    /// <param name="ids">As many as <see cref="WithoutId"/>.</param>
    /// <param name="now">UTC.</param>
    /// <param name="problems">Sentences by place, such as <c>[3]</c>; empty when all are good.</param>
    public List<Transaction> Decode(ReadOnlySpan<long> ids, DateTime now, out Dictionary<string, string[]> problems)
    {
        problems = [];
        var transactions = new List<Transaction>(_texts.Count);
        var nextId = 0;
        for (var i = 0; i < _texts.Count; i++)
        {
            var (text, missing) = _texts[i];
            if (text is not null && text[0] == WithoutIdMark)
            {
                text = WithId(text, ids[nextId++]);
            }

            var rejection = missing is not null
                ? new Rejection(RejectionReason.Malformed, missing)
                : TransactionCodec.TryDecode(text, now, out var transaction) is { } problem
                    ? problem
                    : Accept(transactions, transaction);
            if (rejection is not null)
            {
                problems.Add(IsArray ? $"[{i}]" : "$", [rejection.Detail]);
            }
        }

        return transactions;
    }

    // In place of the opening brace.
    private const byte WithoutIdMark = (byte)'?';

    private static Rejection? Accept(List<Transaction> transactions, Transaction transaction)
    {
        transactions.Add(transaction);
        return null;
    }

    private void Add(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            _texts.Add((null, "a transaction is a JSON object"));
            return;
        }

        var text = Encoding.UTF8.GetBytes(element.GetRawText());
        if (!element.TryGetProperty(IdField, out _))
        {
            WithoutId++;
            text[0] = WithoutIdMark;
        }

        // Said in the sender's words; the codec would say it in ours.
        var missing = Required.Where(field => !element.TryGetProperty(field, out _)).ToList();
        _texts.Add((text, missing.Count == 0 ? null : $"{string.Join(", ", missing)} {(missing.Count == 1 ? "is" : "are")} missing"));
    }

    private static byte[] WithId(ReadOnlySpan<byte> text, long id)
    {
        var isEmpty = text[1..].TrimStart(" \t\r\n"u8)[0] == (byte)'}';
        var head = Encoding.UTF8.GetBytes($$"""{"{{IdField}}":{{id}}{{(isEmpty ? "" : ",")}}""");
        return [.. head, .. text[1..]];
    }
}
