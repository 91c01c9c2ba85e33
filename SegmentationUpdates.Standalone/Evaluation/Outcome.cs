using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Tables.Columns;

namespace SegmentationUpdates.Standalone.Evaluation;

/// <summary>What came afterwards, for each row of a table.</summary>
/// <param name="Values">NaN where it is not known; of two values 0 and 1.</param>
/// <param name="Second">The value that counts as 1, of an outcome of two; null for a number.</param>
internal sealed record Outcome(double[] Values, string? Second)
{
    /// <exception cref="UsageException">Not a column, or nothing that could be told.</exception>
    public static Outcome Of(Table table, string name)
    {
        var column = Find(table, "--outcome", name);
        var outcome = column.IsNumeric ? OfNumbers(table.Numbers([column])[0].ToArray()) : OfTexts(table, column);
        var known = outcome.Values.Where(double.IsFinite).Distinct().Take(2).Count();
        return known == 2
            ? outcome
            : throw new UsageException(
                $"--outcome: '{column.Name}' is the same for everybody{(known == 0 ? ": it has no values" : "")}. There is nothing to tell.");
    }

    /// <exception cref="UsageException">Not a column.</exception>
    public static TableColumn Find(Table table, string option, string name) => table.Find(name) ?? throw new UsageException(
        $"{option}: '{name}' is no column of {table.Path}. The columns are: {string.Join(", ", table.Columns.Select(column => column.Name))}.");

    private static Outcome OfNumbers(double[] values)
    {
        double[] levels = [.. values.Where(double.IsFinite).Distinct().Take(3).Order()];
        return levels.Length == 2
            ? new Outcome([.. values.Select(value => double.IsNaN(value) ? value : value == levels[1] ? 1 : 0)], $"{levels[1]}")
            : new Outcome(values, null);
    }

    private static Outcome OfTexts(Table table, TableColumn column)
    {
        if (column.Kind is not (ColumnKind.Text or ColumnKind.Boolean or ColumnKind.Empty) || column.Levels > 2)
        {
            throw new UsageException(
                $"--outcome: '{column.Name}' is neither a number nor one of two values. Name a column such as spending, or yes and no.");
        }

        var categories = table.Categories([column], TableColumn.MostLevels)[0];
        string[] levels = [.. categories.Levels.Where(level => level != Categories.Missing)];
        return new Outcome(
            [.. categories.Codes.Select(code => categories.Levels[code] == Categories.Missing ? double.NaN : categories.Levels[code] == levels[^1] ? 1.0 : 0)],
            levels.Length == 0 ? null : levels[^1]);
    }
}
