using System.Globalization;
using Npgsql;
using SegmentationUpdates.Messaging.Transactions;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>
/// Finds the numbers of customers whom messages name by the bank's own ids: one look-up for a batch, of those that are not remembered. A number that
/// was given once stays. Where no customer has an id of the bank's own, messages with numbers pass untouched; where some have, a number in a message is
/// such an id too, and never the number that the database gave to somebody else. For the consuming thread.
/// </summary>
internal sealed class CustomerNumbers(TimeProvider time)
{
    /// <summary>Some 100 bytes each. More customers than this are looked up again now and then.</summary>
    private const int MostRemembered = 1_000_000;

    // Customers are loaded while consumers run.
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private bool _hasExternalIds;
    private long? _asked;

    /// <summary>The messages with numbers; those whose customer nobody knows keep 0, which no customer has.</summary>
    public IReadOnlyList<IncomingMessage> Resolve(NpgsqlConnection connection, IReadOnlyList<IncomingMessage> messages)
    {
        var hasExternalIds = HasExternalIds(connection);
        if (!hasExternalIds && messages.All(message => message.Transaction.ExternalCustomerId is null))
        {
            return messages;
        }

        if (_numbers.Count > MostRemembered)
        {
            _numbers.Clear();
        }

        var ids = messages.Select(message => Id(message.Transaction)).ToArray();
        var found = LookUp(connection, [.. ids.Where(id => !_numbers.ContainsKey(id)).Distinct(StringComparer.Ordinal)]);
        return [.. messages.Select((message, i) => message with
        {
            Transaction = message.Transaction with
            {
                CustomerId = _numbers.TryGetValue(ids[i], out var number) ? number : found.GetValueOrDefault(ids[i]),
                ExternalCustomerId = ids[i],
            },
        })];
    }

    private static string Id(in Transaction transaction) =>
        transaction.ExternalCustomerId ?? transaction.CustomerId.ToString(CultureInfo.InvariantCulture);

    private bool HasExternalIds(NpgsqlConnection connection)
    {
        if (_hasExternalIds || (_asked is { } asked && time.GetElapsedTime(asked) < AskAgain))
        {
            return _hasExternalIds;
        }

        using var command = ExternalIds.Any(connection);
        _hasExternalIds = command.ExecuteScalar() is true;
        _asked = time.GetTimestamp();
        if (_hasExternalIds)
        {
            _numbers.Clear();
        }

        return _hasExternalIds;
    }

    // What is found and not remembered: a number that is an id by itself may become another customer's id, and one who is not known may be loaded.
    private Dictionary<string, int> LookUp(NpgsqlConnection connection, string[] unknown)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        if (unknown.Length == 0)
        {
            return found;
        }

        using var command = ExternalIds.Numbers(connection, unknown);
        using var reader = command.ExecuteReader();
        reader.Read();
        var numbers = reader.GetFieldValue<int?[]>(0);
        for (var i = 0; i < unknown.Length; i++)
        {
            if (numbers[i] is { } number)
            {
                var isItself = string.Equals(unknown[i], number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
                (isItself ? found : _numbers)[unknown[i]] = number;
            }
        }

        return found;
    }
}
