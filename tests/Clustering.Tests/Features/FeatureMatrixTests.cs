using SegmentationUpdates.Clustering.Features;

namespace SegmentationUpdates.Clustering.Tests.Features;

public class FeatureMatrixTests
{
    [Fact]
    public void Rows_are_handed_out_in_order()
    {
        var matrix = new FeatureMatrix(["a", "b"], [1, 2, 3, 4, 5, 6]);

        Assert.Equal((3, 2), (matrix.Rows, matrix.Columns));
        Assert.Equal([3.0, 4.0], matrix.Row(1).ToArray());
    }

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void An_infinite_value_is_refused_with_its_row_and_column(double bad)
    {
        var exception = Assert.Throws<ArgumentException>(() => new FeatureMatrix(["income", "debt"], [1, 2, 3, bad]));

        Assert.Contains("Row 1, column 'debt'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_values_are_counted_by_column()
    {
        var matrix = new FeatureMatrix(["a", "b"], [1, double.NaN, 3, double.NaN]);

        Assert.True(matrix.HasMissing);
        Assert.Equal([0, 2], matrix.Missing);
        Assert.False(new FeatureMatrix(["a"], [1]).HasMissing);
    }

    [Fact]
    public void A_row_cut_short_is_refused() =>
        Assert.Throws<ArgumentException>(() => new FeatureMatrix(["a", "b"], [1, 2, 3]));

    [Fact]
    public void A_column_named_twice_is_refused()
    {
        var exception = Assert.Throws<ArgumentException>(() => new FeatureMatrix(["a", "a"], [1, 2]));

        Assert.Contains("'a'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_columns_and_no_names_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new FeatureMatrix([], []));
        Assert.Throws<ArgumentException>(() => new FeatureMatrix([" "], []));
    }
}
