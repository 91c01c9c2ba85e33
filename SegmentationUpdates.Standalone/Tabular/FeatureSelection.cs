using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Customers;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Tables.Columns;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Standalone.Tabular;

/// <summary>Which columns of a table are taken, which are left out, and why.</summary>
internal sealed class FeatureSelection
{
    /// <summary>A column with a larger share of its values missing says more about who was asked than about customers.</summary>
    private const double MostMissing = .5;

    private readonly List<(string Column, string Reason)> _leftOut = [];

    private TableColumn? _outcome;

    public List<TableColumn> Columns { get; } = [];

    public IReadOnlyList<TableColumn> Categories { get; private set; } = [];

    public IReadOnlyList<(string Column, string Reason)> LeftOut => _leftOut;

    /// <summary>The file has the default features, and they were not asked for by name.</summary>
    public bool IsDefault { get; private set; }

    /// <exception cref="UsageException">A column that is not there, or cannot be what it is asked to be.</exception>
    /// <exception cref="TableException">A value that is no number in a column that must have numbers.</exception>
    public static FeatureSelection Choose(Table table, IdColumn id, FeatureRequest request)
    {
        var selection = new FeatureSelection();
        selection._outcome = request.Outcome is { } outcome ? table.Find(outcome) : null;
        selection.Categories = [.. request.Categories.Select(name => Named(table, "--categories", name))];
        TableColumn[] labels = [.. request.Labels.Select(name => Named(table, "--label-columns", name))];
        if (request.Features is { } names)
        {
            UsageException.ThrowIfAny(names.Select(name => selection.Take(table, id, Named(table, "--features", name))).OfType<string>());
        }
        else if (DefaultFeatures.All.All(feature => table.Columns.Any(column => column.Name == feature.Name)))
        {
            selection.IsDefault = true;
            selection.TakeDefaults(table, id, labels);
        }
        else
        {
            selection.TakeNumbers(table, id, labels);
        }

        UsageException.ThrowIfAny(selection._outcome is { } told && selection.Categories.Contains(told)
            ? [$"--categories: '{told.Name}' is the outcome: segments that are made of it would tell it by themselves. Leave it out."]
            : []);
        selection.LeaveOutConstantCategories();
        UsageException.ThrowIfAny(
            selection.Columns.Intersect(selection.Categories).Select(
                column => $"'{column.Name}' is named by --features and by --categories. Leave out one of them."));
        return selection.Columns.Count + selection.Categories.Count > 0
            ? selection
            : throw new CommandException(
                $"{table.Path}: there is no column to cluster by. Left out: "
                    + $"{string.Join("; ", selection.LeftOut.Select(left => $"{left.Column} ({left.Reason})"))}. "
                + "Name the columns with --features or --categories.");
    }

    /// <summary>The error for a column that must have numbers, or null.</summary>
    public static TableException? NotNumbers(Table table, TableColumn column)
    {
        if (column.Mixture is { } mixture)
        {
            return new TableException(table.Path, $"column '{column.Name}' cannot be read as numbers: {mixture}. Write all values alike.");
        }

        return column.NotNumber is not { } cell || column.Kind is ColumnKind.Boolean or ColumnKind.DateTime ? null
            : new TableException(table.Path, cell.Line, column.Name, cell.Value, double.TryParse(cell.Value, out var value) && !double.IsFinite(value)
                ? "not a finite number; replace it by the real value, or leave it empty."
                : "not a number; write it like 1234.56, or leave it empty where it is not known.");
    }

    /// <summary>Anything else worth a word.</summary>
    public List<string> Notes { get; } = [];

    private static TableColumn Named(Table table, string option, string name) =>
        table.Find(name) ?? throw new UsageException(
            $"{option}: '{name}' is no column of {table.Path}. The columns are: {string.Join(", ", table.Columns.Select(column => column.Name))}."
            + Nearest.Question(name, table.Columns.Select(column => column.Name)));

    private static string Text(TableColumn column) => column.Levels > TableColumn.MostLevels
        ? $"text, more than {TableColumn.MostLevels} values"
        : $"text, {column.Levels} {(column.Levels == 1 ? "value" : "values")}{(column.Levels > 1 ? $": --categories {Quoted(column.Name)} takes it" : "")}";

    private static string Quoted(string name) => name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.') ? name : $"\"{name}\"";

    /// <summary>A column asked for by name: taken, or the reason why it cannot be.</summary>
    private string? Take(Table table, IdColumn id, TableColumn column)
    {
        if (column == id.Column)
        {
            return $"--features: '{column.Name}' is no feature: it is the id. Name another id with --id, or leave it out.";
        }

        if (column == _outcome)
        {
            return $"--features: '{column.Name}' is the outcome: segments that are made of it would tell it by themselves. Leave it out.";
        }

        if (column.Kind == ColumnKind.Text)
        {
            return column is { Numbers: 0, Mixture: null }
                ? $"--features: '{column.Name}' is no feature: it is {Text(column)}."
                : throw NotNumbers(table, column)!;
        }

        if (column.Kind == ColumnKind.Empty)
        {
            return $"--features: '{column.Name}' is no feature: there is no value in it. Leave it out.";
        }

        Columns.Add(column);
        return null;
    }

    private void TakeDefaults(Table table, IdColumn id, TableColumn[] labels)
    {
        foreach (var feature in DefaultFeatures.All)
        {
            var column = table.Columns.First(column => column.Name == feature.Name);
            if (NotNumbers(table, column) is { } problem)
            {
                throw problem;
            }

            if (column != _outcome && !Categories.Contains(column) && !IsMostlyMissing(column))
            {
                Columns.Add(column);
            }
        }

        _leftOut.AddRange(table.Columns
            .Where(column => column != id.Column && !CustomerColumns.All.Contains(column.Name) && !labels.Contains(column) && !Categories.Contains(column))
            .Select(column => (column.Name, "not one of the default features")));
    }

    private void TakeNumbers(Table table, IdColumn id, TableColumn[] labels)
    {
        string[] lacking = [.. DefaultFeatures.All.Select(feature => feature.Name).Where(name => !table.Columns.Any(column => column.Name == name))];
        if (lacking.Length < DefaultFeatures.All.Count / 2)
        {
            Notes.Add(
                $"all numbers are features, because of the default features {string.Join(" and ", lacking)} {(lacking.Length == 1 ? "is" : "are")} "
                    + "not there");
        }

        foreach (var column in table.Columns.Where(column => column != id.Column && column != _outcome && !Categories.Contains(column)))
        {
            if (labels.Contains(column))
            {
                _leftOut.Add((column.Name, "a label column"));
            }
            else if (!(column.IsNumeric && IsMostlyMissing(column)))
            {
                if (Refusal(table, column) is { } reason)
                {
                    _leftOut.Add((column.Name, reason));
                }
                else
                {
                    Columns.Add(column);
                }
            }
        }
    }

    private static string? Refusal(Table table, TableColumn column) => column switch
    {
        { Kind: ColumnKind.Empty } => "no values",
        { Mixture: { } mixture } => mixture,
        { IsConstant: true } => "constant",
        { Kind: ColumnKind.Text, Numbers: > 0, NotNumber: { } cell } =>
            $"not only numbers: line {cell.Line} has '{TableException.Shorten(cell.Value)}'",
        { Kind: ColumnKind.Text } => Text(column),
        { Kind: ColumnKind.DateTime } => $"dates: --features with {Quoted(column.Name)} in it counts the days before the latest",
        { Kind: ColumnKind.Boolean } => $"yes or no: --features or --categories with {Quoted(column.Name)} takes it",
        { HasLeadingZeros: true } => "a code: there are zeros before its digits",
        _ when IdColumn.IsCode(column.Name) => "a code, by its name",
        { Kind: ColumnKind.WholeNumber } when IdColumn.Rank(column.Name) < 3 || CountsRows(table, column) => "looks like an identifier",
        _ => null,
    };

    /// <summary>0, 1, 2 or 1, 2, 3 and so on.</summary>
    private static bool CountsRows(Table table, TableColumn column)
    {
        if (column.Missing > 0 || table.Rows < 3 || !column.IsCanonical)
        {
            return false;
        }

        var values = table.Numbers([column])[0];
        var first = values[0];
        for (var row = 0; row < values.Count; row++)
        {
            if (values[row] != first + row)
            {
                return false;
            }
        }

        return first is 0 or 1;
    }

    private bool IsMostlyMissing(TableColumn column)
    {
        var rows = column.Missing + column.Present;
        if (rows == 0 || column.Missing <= MostMissing * rows)
        {
            return false;
        }

        _leftOut.Add((column.Name, $"{(double)column.Missing / rows:P0} of its values are missing"));
        return true;
    }

    private void LeaveOutConstantCategories()
    {
        _leftOut.AddRange(Categories.Where(IsOne).Select(column => (column.Name, "constant")));
        Categories = [.. Categories.Where(column => !IsOne(column))];

        static bool IsOne(TableColumn column) => column.Kind == ColumnKind.Empty || (column.IsConstant && column.Missing == 0);
    }
}
