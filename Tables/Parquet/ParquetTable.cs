using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Tables.Parquet;

/// <summary>A table in Parquet. Columns of lists, structures and bytes are left out.</summary>
internal sealed class ParquetTable : TableSource
{
    private readonly TableInput _input;

    private ParquetTable(TableInput input)
    {
        _input = input;
        using var reader = new ParquetFile(input);
        Header = [.. reader.Fields.Select(field => field.Name)];
        EstimatedRows = reader.Rows;
        Description = $"Parquet{(reader.LeftOut.Count == 0 ? "" : $", without {string.Join(", ", reader.LeftOut)}")}";
        if (Header.Count == 0)
        {
            throw new TableException(input.Name, "there are no columns of single values in it.");
        }
    }

    public override IReadOnlyList<string> Header { get; }

    public override string Description { get; }

    public override long? EstimatedRows { get; }

    public static ParquetTable Open(TableInput input) => new(input);

    public override TableCursor Open() => new ParquetCursor(new ParquetFile(_input));
}
