using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>An array of objects for each result, a line for each array. Numbers, truth values and JSON stay what they are.</summary>
internal sealed class SqlJson : SqlOutput
{
    private const int FlushAt = 64 * 1024;

    private readonly Stream _stream;
    private readonly Utf8JsonWriter _json;
    private IReadOnlyList<SqlColumn> _columns = [];
    private string[] _names = [];

    public SqlJson(Stream stream)
    {
        _stream = stream;
        // It is not put into a page, so letters of all languages may stand as they are.
        _json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    public override void Begin(IReadOnlyList<SqlColumn> columns)
    {
        _columns = columns;
        _names = Distinct(columns);
        _json.Reset();
        _json.WriteStartArray();
    }

    public override void Row(string?[] values)
    {
        _json.WriteStartObject();
        for (var i = 0; i < values.Length; i++)
        {
            _json.WritePropertyName(_names[i]);
            Write(_columns[i], values[i]);
        }

        _json.WriteEndObject();
        if (_json.BytesPending > FlushAt)
        {
            _json.Flush();
        }
    }

    public override void End()
    {
        _json.WriteEndArray();
        _json.Flush();
        _stream.Write("\n"u8);
        _stream.Flush();
    }

    public override void Dispose()
    {
        _json.Dispose();
        _stream.Dispose();
    }

    /// <summary>SELECT 1, 2 has two columns of one name, which an object cannot have.</summary>
    private static string[] Distinct(IReadOnlyList<SqlColumn> columns)
    {
        var names = new List<string>();
        foreach (var column in columns)
        {
            var name = column.Name;
            for (var number = 2; names.Contains(name, StringComparer.Ordinal); number++)
            {
                name = string.Create(CultureInfo.InvariantCulture, $"{column.Name}_{number}");
            }

            names.Add(name);
        }

        return [.. names];
    }

    private void Write(SqlColumn column, string? value)
    {
        if (value is null)
        {
            _json.WriteNullValue();
        }
        else if (column.Type == "boolean")
        {
            _json.WriteBooleanValue(value == "t");
        }
        else if (column.Type is "json" or "jsonb" || (column.IsNumber && char.IsAsciiDigit(value[^1])))
        {
            // NaN and Infinity are no numbers in JSON: they end in a letter, and stay text.
            _json.WriteRawValue(value);
        }
        else
        {
            _json.WriteStringValue(value);
        }
    }
}
