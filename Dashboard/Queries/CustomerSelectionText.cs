using System.Globalization;
using Microsoft.Extensions.Primitives;
using SegmentationUpdates.Customers;
using SegmentationUpdates.Hosting;

namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>How a search for customers stands in an address: the same for the API, the file and the page.</summary>
internal static class CustomerSelectionText
{
    public const string Segment = "segment";
    public const string MovedSince = "moved_since";
    public const string Unusual = "unusual";
    public const string Ids = "ids";
    public const string IdPrefix = "id_prefix";
    public const string Sort = "sort";
    public const string After = "after";
    public const string Before = "before";
    public const string Min = "_min";
    public const string Max = "_max";
    public const int MostIds = 1_000;

    /// <summary>The names of the parameters of a filter, those of ranges last.</summary>
    public static IReadOnlyList<string> FilterNames { get; } =
        [Segment, MovedSince, Unusual, Ids, IdPrefix, .. CustomerOrder.Features.SelectMany(column => new[] { column + Min, column + Max })];

    /// <summary>Reads what an address asks for.</summary>
    /// <param name="query">Its parameters. One that stands there several times may do so only if it is <see cref="Segment"/> or <see cref="Ids"/>.</param>
    /// <param name="others">Names of parameters that may stand there too, and are left alone.</param>
    /// <returns>What could be read, and a sentence without its subject for each parameter that could not, by its name.</returns>
    public static (CustomerSelection Search, IReadOnlyDictionary<string, string> Problems) Read(
        IEnumerable<KeyValuePair<string, StringValues>> query, params IReadOnlyCollection<string> others)
    {
        var given = query.ToDictionary(StringComparer.OrdinalIgnoreCase);
        var problems = new SortedDictionary<string, string>(StringComparer.Ordinal);
        string[] known = [.. FilterNames, .. others];
        foreach (var name in given.Keys.Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            problems[name] = $"is no parameter of this address.{Nearest.Question(name, known)}";
        }

        var filter = new CustomerFilter
        {
            Segments = [.. given.GetValueOrDefault(Segment).Select(name => string.IsNullOrEmpty(name) ? null : name).Distinct()],
            MovedSince = One(MovedSince, Since.Parse, $"must be {Since.Forms}"),
            IsUnusual = One(Unusual, text => bool.TryParse(text, out var isUnusual) ? (bool?)isUnusual : null, "must be true or false") ?? false,
            IdPrefix = One(IdPrefix, text => ExternalId.Problem(text) is null ? text : null, "must be the beginning of an id"),
            Ids = ReadIds(given.GetValueOrDefault(Ids), problems),
            Ranges = [.. CustomerOrder.Features.Select(Range).Where(range => range is not { Min: null, Max: null })],
        };
        var order = (others.Contains(Sort) ? One(Sort, CustomerOrder.Parse, SortRule(given.GetValueOrDefault(Sort).ToString())) : null) ?? CustomerOrder.ById;
        var after = others.Contains(After) ? One(After, text => CustomerCursor.Parse(text, order), CursorRule(order, "next")) : null;
        var before = others.Contains(Before) ? One(Before, text => CustomerCursor.Parse(text, order), CursorRule(order, "previous")) : null;
        if (after is not null && before is not null)
        {
            problems[Before] = $"cannot stand beside {After}: a page begins after a customer or ends before one";
        }

        return (new CustomerSelection { Filter = filter, Order = order, After = after, Before = before }, problems);

        FeatureRange Range(string column)
        {
            var (min, max) = (Number(column + Min), Number(column + Max));
            if (min > max)
            {
                problems[column + Min] = $"must not be above {column}{Max}";
            }

            return new FeatureRange(column, min, max);
        }

        double? Number(string name) => One(
            name,
            text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                ? (double?)number
                : null,
            "must be a number, such as 10000 or 0.5");

        T? One<T>(string name, Func<string, T?> parse, string rule)
        {
            // A field that was left empty says nothing.
            var values = given.GetValueOrDefault(name);
            if (values.Count > 1)
            {
                problems[name] = "must not be given twice";
            }
            else if (values.ToString() is { Length: > 0 } text)
            {
                var value = parse(text);
                if (value is null)
                {
                    problems[name] = $"{rule}, not '{text}'";
                }

                return value;
            }

            return default;
        }
    }

    /// <summary>What <see cref="Read"/> reads; empty for everybody by id, else without the question mark.</summary>
    /// <param name="search">To be put into an address.</param>
    /// <param name="others">More parameters; those without a value are left out.</param>
    public static string Write(CustomerSelection search, params IEnumerable<(string Name, string? Value)> others)
    {
        var filter = search.Filter;
        IEnumerable<(string Name, string? Value)> parameters =
        [
            .. filter.Segments.Select(segment => (Segment, (string?)(segment ?? ""))),
            .. filter.Ranges.SelectMany(range => new[] { (range.Column + Min, Text(range.Min)), (range.Column + Max, Text(range.Max)) }),
            (MovedSince, filter.MovedSince?.Text),
            (Unusual, filter.IsUnusual ? "true" : null),
            (IdPrefix, filter.IdPrefix),
            (Ids, filter.Ids.Count == 0 ? null : string.Join(',', filter.Ids)),
            (Sort, search.Order == CustomerOrder.ById ? null : search.Order.ToString()),
            (After, search.After?.Text),
            (Before, search.Before?.Text),
            .. others,
        ];
        return string.Join('&', parameters
            .Where(parameter => parameter.Value is not null)
            .Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}"));

        static string? Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);
    }

    private static string[] ReadIds(StringValues values, SortedDictionary<string, string> problems)
    {
        var ids = new List<string>();
        foreach (var text in values.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            if (ExternalId.Problem(text) is not null)
            {
                problems[Ids] = $"must be ids of customers with commas between them, such as 42,43; '{text}' is none";
                return [];
            }

            ids.Add(text);
        }

        if (ids.Count > MostIds)
        {
            problems[Ids] = $"must be {MostIds} ids at most, not {ids.Count}";
        }

        return [.. ids.Distinct()];
    }

    private static string SortRule(string given) =>
        $"must be one of {string.Join(", ", CustomerOrder.Columns)}, with a minus before it for the greatest first"
        + (Nearest.To(given.TrimStart('-'), CustomerOrder.Columns) is { } name ? $" (did you mean '{name}'?)" : "");

    private static string CursorRule(CustomerOrder order, string from) =>
        $"must be {from} of a page that was sorted by {order}; leave it out to begin again";
}
