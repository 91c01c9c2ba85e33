using System.Text;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Where the rows of a result go, one by one: a result may be larger than memory.</summary>
internal abstract class SqlOutput : IDisposable
{
    public static SqlOutput Create(SqlFormat format)
    {
        // Not Console.Out, which writes through after each call.
        var stream = new BufferedStream(Console.OpenStandardOutput(), 64 * 1024);
        return format switch
        {
            SqlFormat.Csv => new SqlCsv(stream),
            SqlFormat.Json => new SqlJson(stream),
            _ => new SqlTable(new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = Environment.NewLine }),
        };
    }

    /// <summary>A result begins.</summary>
    public abstract void Begin(IReadOnlyList<SqlColumn> columns);

    /// <param name="values">In PostgreSQL's text form; null for NULL.</param>
    public abstract void Row(string?[] values);

    /// <summary>The result is complete.</summary>
    public abstract void End();

    /// <summary>A statement without a result.</summary>
    /// <param name="rows">How many rows it changed; -1 for a statement that changes none.</param>
    public virtual void Done(int rows)
    {
    }

    public abstract void Dispose();
}

internal enum SqlFormat
{
    Table,
    Csv,
    Json,
}
