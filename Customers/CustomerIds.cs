using SegmentationUpdates.Tables.Columns;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Customers;

/// <summary>Who the customers of a file are: numbers of 32 bits, or the bank's own ids as they stand there.</summary>
internal sealed class CustomerIds
{
    private readonly NumberChunks? _numbers;
    private readonly string[]? _external;

    private CustomerIds(NumberChunks? numbers, string[]? external) => (_numbers, _external) = (numbers, external);

    public bool AreExternal => _external is not null;

    public IReadOnlyList<string>? External => _external;

    /// <summary>0 for a customer whose number the database gives.</summary>
    public int Number(int row) => _numbers is null ? 0 : (int)_numbers[row];

    /// <exception cref="TableException">An id is missing, is there twice, or can be none.</exception>
    public static CustomerIds Of(Table table, TableColumn column, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (Numbers(table, column, cancellationToken) is { } numbers)
        {
            var taken = new HashSet<int>(numbers.Count);
            for (var row = 0; row < numbers.Count; row++)
            {
                if (!CustomerRange.Id.Contains(numbers[row]))
                {
                    throw table.Wrong(row, column, "out of range; it must be from 1.");
                }

                if (!taken.Add((int)numbers[row]))
                {
                    throw Repeated(table, column, row, earlier => numbers[earlier] == numbers[row]);
                }
            }

            return new CustomerIds(numbers, null);
        }

        var ids = table.Ids(column, null, cancellationToken);
        var external = new string[ids.Count];
        for (var row = 0; row < external.Length; row++)
        {
            external[row] = ids[row];
            if (ExternalId.Problem(external[row]) is { } problem)
            {
                throw table.Wrong(row, column, problem);
            }

            if (!seen.Add(external[row]))
            {
                throw Repeated(table, column, row, earlier => external[earlier] == external[row]);
            }
        }

        return new CustomerIds(null, external);
    }

    /// <summary>Null when they are not all whole numbers of 32 bits. One that begins with a zero is a code, and loses it as a number.</summary>
    private static NumberChunks? Numbers(Table table, TableColumn column, CancellationToken cancellationToken)
    {
        if (column is not { Kind: ColumnKind.WholeNumber, Missing: 0, HasLeadingZeros: false })
        {
            return null;
        }

        var numbers = table.Numbers([column], null, cancellationToken)[0];
        for (var row = 0; row < numbers.Count; row++)
        {
            if (numbers[row] > int.MaxValue)
            {
                return null;
            }
        }

        return numbers;
    }

    private static TableException Repeated(Table table, TableColumn column, int row, Func<int, bool> isSame)
    {
        var earlier = 0;
        while (!isSame(earlier))
        {
            earlier++;
        }

        return table.Wrong(
            row,
            column,
            $"the id is already in line {table.Place(earlier, column).Line}. Every customer may be in the file once: remove one of the two lines.");
    }
}
