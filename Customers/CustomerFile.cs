using SegmentationUpdates.Tables;
using SegmentationUpdates.Tables.Columns;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Customers;

/// <summary>
/// A file of customers to load, of any format that tables have. The columns are found by their names, in any order; <c>segment</c> may be missing or
/// empty. What is doubtful is an error, because a customer read wrongly is in the wrong segment silently.
/// </summary>
public sealed class CustomerFile : IDisposable
{
    private readonly TableFile _file;
    private readonly int[] _positions;

    private CustomerFile(TableFile file)
    {
        _file = file;
        _positions = [.. CustomerColumns.All.Select(file.IndexOf)];
        if (file.RepeatedNames.FirstOrDefault(name => CustomerColumns.All.Contains(name)) is { } twice)
        {
            throw new TableException(file.Path, $"column '{twice}' is there twice: remove or rename one.");
        }

        string[] missing = [.. CustomerColumns.All.Where((_, c) => _positions[c] < 0 && c != (int)CustomerColumn.Segment)];
        if (missing.Length > 0)
        {
            throw new TableException(
                file.Path,
                $"missing {(missing.Length == 1 ? "column" : "columns")} '{string.Join("', '", missing)}'. The columns of the file are: "
                    + $"{string.Join(", ", file.Names.Select(TableException.Shorten))}. Say which one is meant, as in --map {missing[0]}=COLUMN, "
                    + "or add what is missing.");
        }
    }

    /// <summary>What was found out, as "CSV, separator ';', Windows-1252".</summary>
    public string Description => _file.Description;

    /// <summary>Columns of the file that nothing is made of.</summary>
    public IReadOnlyList<string> Ignored => [.. _file.Names.Where((_, at) => !_positions.Contains(at))];

    /// <summary>There is a line with names and none with a customer.</summary>
    public bool IsEmpty
    {
        get
        {
            using var rows = _file.Rows();
            return !rows.Read();
        }
    }

    /// <param name="path">A file.</param>
    /// <param name="options">What the user knows of it; null for nothing.</param>
    /// <exception cref="TableException">The file cannot be read, or columns are missing: names all of them.</exception>
    public static CustomerFile Open(string path, TableOptions? options = null)
    {
        var file = TableFile.Open(path, options);
        try
        {
            return new CustomerFile(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The customers of a file, in its order, read while they are enumerated.</summary>
    /// <exception cref="TableException">Thrown while enumerating: the file cannot be read, or something in it is wrong.</exception>
    /// <exception cref="OperationCanceledException">Thrown while enumerating.</exception>
    public static IEnumerable<Customer> Read(string path, TableOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var file = Open(path, options);
        foreach (var customer in file.Read(null, cancellationToken).All(cancellationToken))
        {
            yield return customer;
        }
    }

    /// <summary>Reads all of it, about 110 bytes a customer.</summary>
    /// <param name="progress">Told how many rows are read; null for nobody.</param>
    /// <param name="cancellationToken">Takes effect before the next row.</param>
    /// <exception cref="TableException">A column cannot be read, or has two readings.</exception>
    public CustomerTable Read(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var table = Table.Scan(_file, progress, cancellationToken);
        return new CustomerTable(table, [.. _positions.Select(at => at < 0 ? null : table.Columns[at])], cancellationToken);
    }

    public void Dispose() => _file.Dispose();
}
