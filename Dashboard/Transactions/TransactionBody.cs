using System.Text;
using System.Text.Json;
using SegmentationUpdates.Messaging.Transactions;

namespace SegmentationUpdates.Dashboard.Transactions;

/// <summary>
/// Reads transactions out of a request: an object, or an array of them. Each is checked by the same code that reads the topic, from the
/// text as it came, so that nothing gets by here that would be refused there.
/// </summary>
internal sealed class TransactionBody
{
    private readonly List<byte[]> _texts = [];

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
        var places = new Dictionary<long, int>(_texts.Count);
        var nextId = 0;
        for (var i = 0; i < _texts.Count; i++)
        {
            var isNumbered = _texts[i][0] != WithoutIdMark;
            var rejection = TransactionCodec.TryDecode(isNumbered ? _texts[i] : WithId(_texts[i], ids[nextId++]), now, out var transaction);
            if (rejection is not null)
            {
                problems.Add(Place(i), [rejection.Detail]);
            }
            else if (isNumbered && !places.TryAdd(transaction.TransactionId, i))
            {
                // Only one of them would be stored.
                problems.Add(
                    Place(i),
                    [
                        $"{TransactionMessage.IdField} {transaction.TransactionId} stands at {Place(places[transaction.TransactionId])} as well; an "
                            + "id is for one transaction"]);
            }
            else
            {
                transactions.Add(transaction);
            }
        }

        return transactions;
    }

    private string Place(int index) => IsArray ? $"[{index}]" : "$";

    // In place of the opening brace.
    private const byte WithoutIdMark = (byte)'?';

    private void Add(JsonElement element)
    {
        var text = Encoding.UTF8.GetBytes(element.GetRawText());
        if (element.ValueKind == JsonValueKind.Object && !element.TryGetProperty(TransactionMessage.IdField, out _))
        {
            WithoutId++;
            text[0] = WithoutIdMark;
        }

        _texts.Add(text);
    }

    private static byte[] WithId(ReadOnlySpan<byte> text, long id)
    {
        var isEmpty = text[1..].TrimStart(" \t\r\n"u8)[0] == (byte)'}';
        var head = Encoding.UTF8.GetBytes($$"""{"{{TransactionMessage.IdField}}":{{id}}{{(isEmpty ? "" : ",")}}""");
        return [.. head, .. text[1..]];
    }
}
