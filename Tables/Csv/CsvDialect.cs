using SegmentationUpdates.Tables.Sources;
using Sylvan.Data.Csv;

namespace SegmentationUpdates.Tables.Csv;

/// <summary>How a text is divided into values.</summary>
internal readonly record struct CsvDialect(char Separator, char Quote)
{
    private const int Rows = 200;

    public string SeparatorName => Separator switch
    {
        '\t' => "tab",
        _ => $"'{Separator}'",
    };

    public CsvDataReader Read(TextReader text) => CsvDataReader.Create(text, new CsvDataReaderOptions
    {
        // The names are read as a line like any other, so that their errors are ours to word.
        HasHeaders = false,
        Delimiter = Separator,
        Quote = Quote,
        Escape = Quote,
        BufferSize = 1 << 16,
        MaxBufferSize = 1 << 24,
    });

    /// <param name="path">For the message.</param>
    /// <param name="sample">The first lines.</param>
    /// <param name="isWhole">The sample is all there is; else its last line is a part.</param>
    /// <param name="separator">What the user says; null to find it.</param>
    /// <exception cref="TableException">Two separators divide all lines alike.</exception>
    public static CsvDialect Find(string path, string sample, bool isWhole, char? separator)
    {
        var quote = QuoteOf(sample);
        if (separator is { } given)
        {
            return new CsvDialect(given, quote);
        }

        var fits = ((ReadOnlySpan<char>)[',', ';', '\t', '|']).ToArray()
            .Select(c => (Dialect: new CsvDialect(c, quote), Fit: Fit(new CsvDialect(c, quote), sample, isWhole)))
            .Where(candidate => candidate.Fit.Columns > 1)
            .OrderByDescending(candidate => candidate.Fit.Share).ThenByDescending(candidate => candidate.Fit.Columns)
            .ToList();
        if (fits.Count == 0)
        {
            return new CsvDialect(',', quote);
        }

        if (fits.Count > 1 && fits[0].Fit is { Share: 1, Rows: > 1 } best && fits[1].Fit.Share == 1)
        {
            var line = sample.Split('\n').Select((text, i) => (Text: text.Trim(), Line: i + 1)).First(l => l.Text.Length > 0);
            throw new TableException(path, line.Line,
                $"the columns may be separated by {fits[0].Dialect.SeparatorName} ({best.Columns} columns) or by {fits[1].Dialect.SeparatorName} "
                + $"({fits[1].Fit.Columns} columns): '{TableException.Shorten(line.Text)}'. Say which: --separator \"{fits[0].Dialect.Separator}\" "
                + $"or --separator \"{fits[1].Dialect.Separator}\".");
        }

        return fits[0].Dialect;
    }

    /// <summary>Most common number of fields, and the share of the rows that have it.</summary>
    private static (int Columns, double Share, int Rows) Fit(CsvDialect dialect, string sample, bool isWhole)
    {
        var counts = new List<int>();
        try
        {
            using var csv = dialect.Read(new StringReader(sample));
            while (counts.Count < Rows && csv.Read())
            {
                if (csv.RowFieldCount > 1 || !csv.GetFieldSpan(0).IsWhiteSpace())
                {
                    counts.Add(csv.RowFieldCount);
                }
            }
        }
        catch (FormatException)
        {
            // Quotes that fit another separator, or a value that the sample cuts in two.
        }

        if (!isWhole && counts.Count is > 1 and < Rows)
        {
            counts.RemoveAt(counts.Count - 1);
        }

        if (counts.Count == 0)
        {
            return (0, 0, 0);
        }

        var usual = counts.CountBy(count => count).MaxBy(group => (group.Value, group.Key));
        return (usual.Key, (double)usual.Value / counts.Count, counts.Count);
    }

    /// <summary>Single quotes where they stand around values and double ones nowhere do.</summary>
    private static char QuoteOf(string sample)
    {
        if (sample.Contains('"', StringComparison.Ordinal) || !sample.Contains('\'', StringComparison.Ordinal))
        {
            return '"';
        }

        var (opening, other) = (0, 0);
        for (var i = 0; i < sample.Length; i++)
        {
            if (sample[i] == '\'')
            {
                var before = i == 0 || sample[i - 1] is ',' or ';' or '\t' or '|' or '\n' or '\r';
                var after = i == sample.Length - 1 || sample[i + 1] is ',' or ';' or '\t' or '|' or '\n' or '\r';
                _ = before || after ? opening++ : other++;
            }
        }

        return opening > 1 && other == 0 ? '\'' : '"';
    }
}
