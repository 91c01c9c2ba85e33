using System.Text.Encodings.Web;
using System.Text.Json;
using SegmentationUpdates.Tables.Cells;

namespace SegmentationUpdates.Tables.Writing;

/// <summary>A JSON object in each line.</summary>
internal sealed class JsonLinesTableWriter(Stream stream, IReadOnlyList<OutputColumn> columns) : TableWriter
{
    private readonly JsonEncodedText[] _names = [.. columns.Select(column => JsonEncodedText.Encode(column.Name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping))];
    private readonly Utf8JsonWriter _json = new(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    public override void Write(ReadOnlySpan<object?> row)
    {
        _json.WriteStartObject();
        for (var i = 0; i < row.Length; i++)
        {
            _json.WritePropertyName(_names[i]);
            switch (row[i])
            {
                case null:
                    _json.WriteNullValue();
                    break;
                case long number:
                    _json.WriteNumberValue(number);
                    break;
                case double number:
                    _json.WriteNumberValue(number);
                    break;
                case bool truth:
                    _json.WriteBooleanValue(truth);
                    break;
                default:
                    _json.WriteStringValue(CellText.Of(row[i]));
                    break;
            }
        }

        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        stream.WriteByte((byte)'\n');
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _json.Dispose();
        }
    }
}
