using Microsoft.ML;
using Microsoft.ML.Data;

namespace SegmentationUpdates.Clustering.Training;

/// <summary>Walks over a <see cref="SampleView"/> once.</summary>
internal sealed class SampleCursor(SampleView view) : DataViewRowCursor
{
    private readonly long _rows = view.Values.Length / view.Columns;
    private long _position = -1;

    public override long Position => _position;

    public override long Batch => 0;

    public override DataViewSchema Schema => view.Schema;

    public override bool IsColumnActive(DataViewSchema.Column column) => true;

    public override bool MoveNext()
    {
        // The contract: -1 before the first row and again after the last.
        _position = _position + 1 < _rows ? _position + 1 : -1;
        return _position >= 0;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new DataViewRowId((ulong)_position, 0);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<float>> getter = Copy;
        return getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"Column '{column.Name}' holds vectors of float, not {typeof(TValue).Name}.");
    }

    private void Copy(ref VBuffer<float> destination)
    {
        var editor = VBufferEditor.Create(ref destination, view.Columns);
        view.Values.AsSpan((int)_position * view.Columns, view.Columns).CopyTo(editor.Values);
        destination = editor.Commit();
    }
}
