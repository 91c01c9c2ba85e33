using CsvHelper;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>As PostgreSQL writes CSV: NULL is an empty field, and an empty text is quoted. Each result has a header.</summary>
internal sealed class SqlCsv(Stream stream) : SqlOutput
{
    private static readonly CsvWriterOptions Options = new() { NewLine = "\n" };
    private CsvWriter? _csv;

    public override void Begin(IReadOnlyList<SqlColumn> columns)
    {
        // A writer for each: the next result may have another number of columns.
        _csv = CsvWriter.Create(stream, Options, leaveOpen: true);
        Row([.. columns.Select(column => column.Name)]);
    }

    public override void Row(string?[] values)
    {
        foreach (var value in values)
        {
            _csv!.WriteField(value ?? "", value is "" ? CsvQuoting.Always : CsvQuoting.WhenNeeded);
        }

        _csv!.EndRecord();
    }

    public override void End()
    {
        _csv?.Dispose();
        _csv = null;
        stream.Flush();
    }

    public override void Dispose()
    {
        _csv?.Dispose();
        stream.Dispose();
    }
}
