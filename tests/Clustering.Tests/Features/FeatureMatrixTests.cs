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
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_value_that_is_not_finite_is_refused_with_its_row_and_column(double bad)
    {
        var exception = Assert.Throws<ArgumentException>(() => new FeatureMatrix(["income", "debt"], [1, 2, 3, bad]));

        Assert.Contains("Row 1, column 'debt'", exception.Message, StringComparison.Ordinal);
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
