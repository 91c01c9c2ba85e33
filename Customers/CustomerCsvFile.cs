using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace SegmentationUpdates.Customers;

/// <summary>An open customer file: its lines, and the errors that concern whole lines.</summary>
internal sealed class CustomerCsvFile : IDisposable
{
    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        // The header is read as a line like any other, so that its errors are ours to word.
        HasHeader = false,
        SkipEmptyLines = false,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        // No value needs a line break, and with them a quote that is never closed would swallow the rest of the file.
        AllowLineBreaksInQuotes = false,
        MaxRecordSize = 1 << 20,
        // Few segments, many customers: one string for each segment, not for each customer.
        PoolStrings = true,
    };

    private readonly string _path;
    private readonly CsvReader _csv;
    private readonly CustomerCsvFields _fields;
    private readonly int _columns;

    private CustomerCsvFile(string path, CsvReader csv)
    {
        _path = path;
        _csv = csv;
        bool found = Advance();
        while (found && IsBlank(csv.RawRecord))
        {
            found = Advance();
        }

        if (!found)
        {
            throw new CustomerFileException(
                path,
                $"{(csv.LineNumber > 1 ? "there are blank lines only" : "the file is empty")}. "
                    + $"It needs a first line with the column names: {string.Join(',', CustomerColumns.All)}");
        }

        int[] positions = CustomerCsvHeader.Positions(path, csv);
        _columns = csv.FieldCount;
        _fields = new CustomerCsvFields(path, csv, positions);
    }

    /// <exception cref="CustomerFileException">The file cannot be opened, or its header is wrong.</exception>
    public static CustomerCsvFile Open(string path)
    {
        CsvReader? csv = null;
        try
        {
            csv = CsvReader.Create(CustomerFileStream.OpenRead(path), Options);
            var file = new CustomerCsvFile(path, csv);
            csv = null;
            return file;
        }
        finally
        {
            csv?.Dispose();
        }
    }

    /// <summary>Moves to the next line with a customer; false at the end of the file.</summary>
    public bool ReadLine()
    {
        if (!Advance())
        {
            return false;
        }

        if (IsBlank(_csv.RawRecord))
        {
            long line = _csv.LineNumber;
            while (Advance())
            {
                if (!IsBlank(_csv.RawRecord))
                {
                    throw new CustomerFileException(_path, line, "the line is blank, with more lines after it. Remove it, or restore what it held.");
                }
            }

            return false;
        }

        return _csv.FieldCount == _columns ? true : throw WrongNumberOfFields();
    }

    /// <summary>The customer of the current line.</summary>
    public Customer ToCustomer() => _fields.ToCustomer();

    /// <summary>Looks the first line up by reading the file again: an error may cost that, remembering a line per customer may not.</summary>
    public CustomerFileException RepeatedId(int customerId)
    {
        long line = _csv.LineNumber;
        using CustomerCsvFile again = Open(_path);
        while (again.ReadLine() && again._fields.CustomerId() != customerId)
        {
        }

        return new CustomerFileException(
            _path,
            line,
            CustomerColumns.Name(CustomerColumn.CustomerId),
            customerId.ToString(),
            $"the id is already in line {again._csv.LineNumber}. Every customer may be in the file once: remove one of the two lines.");
    }

    public void Dispose() => _csv.Dispose();

    private bool Advance()
    {
        try
        {
            return _csv.Read();
        }
        catch (CsvFormatException e)
        {
            // The line of a record that outgrew the buffer is not known to the exception.
            long line = e.LineNumber > 0 ? e.LineNumber : _csv.LineNumber + 1;
            throw new CustomerFileException(_path, line, $"bad quoting or an overlong line ({e.Message.TrimEnd('.')}). "
                + "A value with a comma or a quote in it stands in double quotes, with each quote in it doubled, all on one line.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CustomerFileException(_path, $"the file cannot be read: {e.Message}", e);
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.Trim(" \t"u8).IsEmpty;

    private CustomerFileException WrongNumberOfFields()
    {
        string hint = _csv.FieldCount > _columns
            ? "Decimals take a point, not a comma, and a value with a comma in it stands in double quotes."
            : "Leave nothing out: every value must be there, or its place left empty where that is allowed (segment).";
        string text = Utf8.IsValid(_csv.RawRecord) ? Encoding.UTF8.GetString(_csv.RawRecord) : "(not UTF-8)";
        return new CustomerFileException(_path, _csv.LineNumber,
            $"{_csv.FieldCount} fields where the header has {_columns}: '{CustomerCsvFields.Shorten(text)}'. {hint}");
    }
}
