using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Tables.Columns;

namespace SegmentationUpdates.Standalone.Tabular;

/// <summary>Customers ready to be clustered: a row of features for each.</summary>
/// <param name="Data">In natural units; NaN where a value is missing.</param>
/// <param name="Features">The features in the order of the data's columns.</param>
/// <param name="Kept">Of each row of the data the row of the table, when some were dropped; null when all are there.</param>
/// <param name="Notes">What to tell the user of it, in sentences.</param>
internal sealed record CustomerRows(FeatureMatrix Data, IReadOnlyList<Feature> Features, int[]? Kept, IReadOnlyList<string> Notes)
{
    /// <summary>More categories than this are no categories.</summary>
    private const int MostLevels = 100;

    /// <summary>The features of columns that were chosen.</summary>
    public static CustomerRows Of(Table table, FeatureSelection selection, MissingRows missing, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var notes = new List<string>();
        var numbers = table.Numbers(selection.Columns, progress, cancellationToken);
        var categories = table.Categories(selection.Categories, MostLevels, progress, cancellationToken);
        var sources = new List<FeatureSource>();
        var features = new List<Feature>();
        for (var i = 0; i < selection.Columns.Count; i++)
        {
            var column = selection.Columns[i];
            FeatureSource source = column.Kind == ColumnKind.DateTime ? Dates(column, numbers[i]) : new NumberSource(column.Name, column);
            sources.Add(source);
            features.Add(DefaultFeatures.Named(source.Name));
            if (source is DateSource dates)
            {
                notes.Add($"{column.Name}: counted as days before {dates.Reference:yyyy-MM-dd}");
            }

            if (column.SignsTakenOff is { } signs)
            {
                notes.Add($"{column.Name}: {signs} are left out");
            }
        }

        foreach (var column in categories)
        {
            var scale = SharedScale(column);
            sources.AddRange(column.Levels.Select(level => new CategorySource(FeatureSource.OfCategory(column.Column.Name, level), column.Column, level)));
            features.AddRange(
                column.Levels.Select(level => new Feature(FeatureSource.OfCategory(column.Column.Name, level), Scaling.Standard).WithScale(scale)));
            notes.Add(
                $"{column.Column.Name}: {column.Levels.Count} categories that count together as one number does (each is 0 or {1 / scale:0.###}, so "
                    + "that their variances add up to 1)");
        }

        return Build(table, sources, features, Values(sources, numbers, selection.Columns, categories), missing, notes);
    }

    /// <summary>The features of a saved model.</summary>
    /// <exception cref="CommandException">Columns are missing; names all.</exception>
    public static CustomerRows Of(
        Table table, string modelFile, SegmentationModel model, MissingRows missing, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var found = model.FeatureNames.Select(name => FeatureSource.For(name, table)).ToList();
        string[] lacking = [.. model.FeatureNames.Where((_, i) => found[i] is null).Select(FeatureSource.ColumnOf).Distinct(StringComparer.Ordinal)];
        if (lacking.Length > 0)
        {
            throw new CommandException(
                $"{modelFile}: the model needs {(lacking.Length == 1 ? "a column that is" : "columns that are")} not in {table.Path}: "
                    + $"{string.Join(", ", lacking)}. "
                + $"The columns there are: {string.Join(", ", table.Columns.Select(column => column.Name))}.");
        }

        List<FeatureSource> sources = [.. found.OfType<FeatureSource>()];
        TableColumn[] numeric = [.. sources.Where(source => source is not CategorySource).Select(source => source.Column).Distinct()];
        if (numeric.Select(column => FeatureSelection.NotNumbers(table, column)).FirstOrDefault(problem => problem is not null) is { } problem)
        {
            throw problem;
        }

        if (sources.Find(IsOfAnotherKind) is { } other)
        {
            throw new CommandException(
                $"{table.Path}: column '{other.Column.Name}' has "
                    + $"{(other is DateSource ? "no dates, and the model has" : "dates, and the model has no")} dates there. "
                + "Give it the column that the model was trained on.");
        }

        var numbers = table.Numbers(numeric, progress, cancellationToken);
        var categories = table.Categories(
            [.. sources.OfType<CategorySource>().Select(source => source.Column).Distinct()], int.MaxValue, progress, cancellationToken);
        var known = sources.OfType<CategorySource>().ToLookup(source => source.Column, source => source.Level);
        var notes = categories.Select(column => Unknown(column, known[column.Column])).OfType<string>().ToList();
        Feature[] features = [.. sources.Select(source => DefaultFeatures.Named(source.Name))];
        return Build(table, sources, features, Values(sources, numbers, numeric, categories), missing, notes);
    }

    private static string? Unknown(Categories column, IEnumerable<string> known)
    {
        const int Named = 5;
        var unknown = column.Levels.Except(known).Select(level => $"'{level}'").ToList();
        var more = unknown.Count > Named ? $" and {unknown.Count - Named} more" : "";
        return unknown.Count == 0 ? null
            : $"{column.Column.Name}: the model does not know {string.Join(", ", unknown.Take(Named))}{more}; such customers are in none of its categories";
    }

    private static bool IsOfAnotherKind(FeatureSource source) => source switch
    {
        NumberSource => source.Column.Kind == ColumnKind.DateTime,
        DateSource => source.Column.Kind is not (ColumnKind.DateTime or ColumnKind.Empty),
        _ => false,
    };

    private static DateSource Dates(TableColumn column, NumberChunks days)
    {
        var latest = 0.0;
        for (var row = 0; row < days.Count; row++)
        {
            latest = Math.Max(latest, double.IsNaN(days[row]) ? 0 : days[row]);
        }

        // A whole day, so that the feature's name says it.
        var reference = DateTime.MinValue.AddDays(Math.Ceiling(latest));
        return new DateSource(FeatureSource.OfDate(column.Name, reference), column, reference);
    }

    /// <summary>
    /// Columns of 0 and 1 for each category have variances that add up to 1 minus the sum of the squared shares. Divided by its root they add up to 1, like a
    /// scaled number: the mean squared distance of two customers is the same for both. So k-prototypes (Huang, 1998) weighs categories against numbers.
    /// </summary>
    private static double SharedScale(Categories column)
    {
        var sizes = new int[column.Levels.Count];
        foreach (var code in column.Codes)
        {
            sizes[code]++;
        }

        var same = sizes.Sum(size => (double)size / column.Codes.Length * size / column.Codes.Length);
        return same < 1 ? Math.Sqrt(1 - same) : 1;
    }

    private static Func<int, double>[] Values(
        IReadOnlyList<FeatureSource> sources, IReadOnlyList<NumberChunks> numbers, IReadOnlyList<TableColumn> columns, IReadOnlyList<Categories> categories) =>
        [.. sources.Select(source =>
        {
            if (source is CategorySource category)
            {
                var column = categories.First(c => c.Column == source.Column);
                var code = column.Levels.ToList().IndexOf(category.Level);
                return (Func<int, double>)(row => column.Codes[row] == code ? 1 : 0);
            }

            var values = numbers[columns.ToList().IndexOf(source.Column)];
            return source is DateSource dates
                ? row => (double)dates.Reference.Ticks / TimeSpan.TicksPerDay - values[row]
                : row => values[row];
        })];

    private static CustomerRows Build(
        Table table, List<FeatureSource> sources, IReadOnlyList<Feature> features, Func<int, double>[] values, MissingRows missing, List<string> notes)
    {
        var kept = new List<int>();
        var data = new double[(long)table.Rows * values.Length];
        var missingCategory = Array.FindAll([.. Enumerable.Range(0, sources.Count)], i => sources[i] is CategorySource { Level: Categories.Missing });
        for (var row = 0; row < table.Rows; row++)
        {
            var target = data.AsSpan(kept.Count * values.Length, values.Length);
            var isWhole = true;
            for (var i = 0; i < values.Length; i++)
            {
                target[i] = values[i](row);
                isWhole &= !double.IsNaN(target[i]);
            }

            foreach (var i in missingCategory)
            {
                isWhole &= target[i] == 0;
            }

            if (isWhole || missing == MissingRows.Median)
            {
                kept.Add(row);
            }
        }

        var dropped = table.Rows - kept.Count;
        if (dropped > 0)
        {
            notes.Add($"{dropped:N0} of {table.Rows:N0} rows have missing values and were dropped");
        }

        return new CustomerRows(
            new FeatureMatrix([.. sources.Select(source => source.Name)], dropped == 0 ? data : data[..(kept.Count * values.Length)]),
            features, dropped == 0 ? null : [.. kept], notes);
    }
}
