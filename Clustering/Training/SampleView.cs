using Microsoft.ML;
using Microsoft.ML.Data;

namespace SegmentationUpdates.Clustering.Training;

/// <summary>Gives ML.NET the sample as one column of float vectors, straight from an array: no object per row.</summary>
internal sealed class SampleView : IDataView
{
    public const string FeaturesColumn = "Features";

    /// <summary>Scaled values beyond this count as this: their squares and the sums of those stay finite as floats.</summary>
    private const double Limit = 1e15;

    public SampleView(CanonicalRows sample)
    {
        Columns = sample.Columns;
        Values = [.. sample.Values.Select(v => (float)Math.Clamp(v, -Limit, Limit))];
        var schema = new DataViewSchema.Builder();
        schema.AddColumn(FeaturesColumn, new VectorDataViewType(NumberDataViewType.Single, Columns));
        Schema = schema.ToSchema();
    }

    public float[] Values { get; }

    public int Columns { get; }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    public long? GetRowCount() => Values.Length / Columns;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) => new SampleCursor(this);

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) => [new SampleCursor(this)];
}
