using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace SegmentationUpdates.Customers;

/// <summary>Finds the columns in the first line of a customer file.</summary>
internal static class CustomerCsvHeader
{
    /// <summary>The field that holds each <see cref="CustomerColumn"/>; -1 for a segment that is not there.</summary>
    /// <exception cref="CustomerFileException">Names all that is wrong with the header, not only the first fault.</exception>
    public static int[] Positions(string path, CsvReader csv)
    {
        if (!Utf8.IsValid(csv.RawRecord) || csv.RawRecord.Contains((byte)0))
        {
            throw new CustomerFileException(path, csv.LineNumber, "the file is not UTF-8 text. Save it as \"CSV UTF-8\".");
        }

        string header = Encoding.UTF8.GetString(csv.RawRecord);
        if (csv.FieldCount == 1 && header.IndexOfAny([';', '\t', '|']) is >= 0 and int at)
        {
            string separator = header[at] == '\t' ? "tabs" : $"'{header[at]}'";
            throw new CustomerFileException(
                path, csv.LineNumber, $"the columns are separated by {separator}: '{CustomerCsvFields.Shorten(header)}'. Separate them by commas.");
        }

        int[] positions = new int[CustomerColumns.All.Count];
        positions.AsSpan().Fill(-1);
        var faults = new List<string>();
        for (int field = 0; field < csv.FieldCount; field++)
        {
            string name = csv.GetString(field);
            int column = CustomerColumns.All.IndexOf(name);
            if (column < 0)
            {
                faults.Add(Unknown(name, field));
            }
            else if (positions[column] >= 0)
            {
                faults.Add($"column '{name}' is there twice (fields {positions[column] + 1} and {field + 1}): remove one");
            }
            else
            {
                positions[column] = field;
            }
        }

        string[] missing = [.. CustomerColumns.All.Where((_, c) => positions[c] < 0 && c != (int)CustomerColumn.Segment)];
        if (missing.Length > 0)
        {
            faults.Add($"missing {(missing.Length == 1 ? "column" : "columns")} '{string.Join("', '", missing)}': add what is missing");
        }

        return faults.Count == 0
            ? positions
            : throw new CustomerFileException(path, csv.LineNumber,
                $"{string.Join("; ", faults)}. The columns are: {string.Join(',', CustomerColumns.All)} (segment may be left out).");
    }

    private static string Unknown(string name, int field)
    {
        string? meant = CustomerColumns.All.FirstOrDefault(c => c.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase));
        string mend = meant is null ? "remove or rename it" : $"write it '{meant}'";
        return $"unknown column '{CustomerCsvFields.Shorten(name)}' (field {field + 1}): {mend}";
    }

    private static int IndexOf(this IReadOnlyList<string> names, string name)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (string.Equals(names[i], name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
