using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Standalone.Commands;
using SegmentationUpdates.Standalone.Tabular;
using SegmentationUpdates.Tables.Cells;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Standalone.Tests.Tabular;

/// <summary>Tables as they are published: other names, ids, separators, gaps.</summary>
public sealed class AnyTableTests : IDisposable
{
    private const string Churn =
        """
        RowNumber,CustomerId,Surname,CreditScore,Geography,Gender,Age,Balance,HasCrCard,Opened,Constant
        1,15634602,Hargrave,619,France,Female,42,0,1,2024-01-01,7
        2,15647311,Hill,608,Spain,Female,41,83807.86,0,2024-01-05,7
        3,15619304,"O, Nio",502,France,Male,,159660.8,1,2024-01-31,7
        4,15701354,Boni,699,Spain,Female,39,0,0,2024-01-02,7

        """;

    private readonly Clustered _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void The_id_and_the_numbers_are_found_and_what_is_left_out_is_told()
    {
        var lines = _cluster.Run(Churn);

        Assert.Equal("CustomerId,segment", lines[0]);
        Assert.Equal(["15634602", "15647311", "15619304", "15701354"], lines.Skip(1).Select(line => line.Split(',')[0]));
        Assert.Contains("CSV, separator ',', UTF-8; 4 rows, 11 columns", _cluster.Printed, StringComparison.Ordinal);
        Assert.Contains("id: CustomerId (by its name)", _cluster.Printed, StringComparison.Ordinal);
        Assert.Contains("features: CreditScore, Age, Balance, HasCrCard\n", _cluster.Printed, StringComparison.Ordinal);
        Assert.Contains(
            "left out: RowNumber (looks like an identifier); Surname (text, 4 values: --categories Surname takes it); Geography (text, 2 values: "
                + "--categories Geography takes it); "
            + "Gender (text, 2 values: --categories Gender takes it); Opened (dates: --features with Opened in it counts the days before the "
            + "latest); Constant (constant)",
            _cluster.Printed,
            StringComparison.Ordinal);
        Assert.Contains("Age: 1 missing of 4, counted as the median 41.00", _cluster.Printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id,x\na,1\nb,2\n", "id")]
    [InlineData("x,Client No\n1,9223372036854775807\n2,9223372036854775806\n", "Client No")]
    [InlineData("uuid,x\n0b7e,1\n0b7f,2\n", "uuid")]
    [InlineData(",x\n0,5\n1,9\n", "column_1")]
    [InlineData(",customer,x\n0,b,5\n1,c,9\n", "customer")]
    [InlineData("x,y\n1,5\n2,6\n", "row")]
    [InlineData("region_id,x\n1,5\n1,6\n", "row")]
    public void An_id_is_found_by_name_and_uniqueness(string text, string id) => Assert.Equal($"{id},segment", _cluster.Run(text)[0]);

    [Fact]
    public void Digits_that_are_no_quantity_are_left_out()
    {
        _cluster.Run("id,x,plz,iban_no,n\na,5,10115,01,1\nb,6,80331,02,2\nc,7,50667,03,3\n");

        Assert.Contains(
            "left out: plz (a code, by its name); iban_no (a code: there are zeros before its digits); n (looks like an "
                + "identifier)",
            _cluster.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public void The_id_can_be_named_or_refused()
    {
        Assert.Equal("Surname,segment", _cluster.Run(Churn, s => s with { Id = "surname" })[0]);
        Assert.Equal(["row,segment", "1"], _cluster.Run(Churn, s => s with { Id = "none" }).Take(2).Select((line, i) => i == 0 ? line : line.Split(',')[0]));
        Assert.Contains(
            "'Gender', value 'Female': the id is already in line 2.", _cluster.Error(Churn, s => s with { Id = "Gender" }), StringComparison.Ordinal);
        Assert.Contains("--id: 'x' is no column", _cluster.Error(Churn, s => s with { Id = "x" }), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_can_be_given_other_names()
    {
        var map = TableOptionValues.Map("tenure=Years,\"customer_id=Client, No\"");
        var lines = _cluster.Run("Client, No;years;x\nz;1;2\ny;5;9\n", s => s with { Table = new TableOptions { Map = map }, Features = "tenure" });

        Assert.Equal("customer_id,segment", lines[0]);
        Assert.Contains("Has been a customer for longer", _cluster.Printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("income=Salary", "--map income=Salary: there is no column 'Salary'. The columns are: id, x, y.")]
    [InlineData("x=y", "--map gives two columns the name 'x'.")]
    [InlineData("x", "--map: 'x' is neither a name and a column nor a file that can be read.")]
    [InlineData("a=x,a=y", "--map: 'a' is named twice.")]
    public void A_mapping_that_cannot_be_is_told(string map, string problem) => Assert.Contains(
        problem, _cluster.Error("id,x,y\n1,1,2\n", s => s with { Table = new TableOptions { Map = TableOptionValues.Map(map) } }), StringComparison.Ordinal);

    [Fact]
    public void A_category_counts_as_one_number_does()
    {
        _cluster.Run("id,x,job\n1,0,a\n2,1,a\n3,0,b\n4,1,b\n", s => s with { Categories = "job", ModelOutput = _cluster.File("m.json") });

        var model = SegmentationModel.FromJson(File.ReadAllText(_cluster.File("m.json")));
        Assert.Equal(["x", "job=a", "job=b"], model.FeatureNames);
        Assert.Equal([1 / .5, 1 / Math.Sqrt(.5), 1 / Math.Sqrt(.5)], model.Scaler.Columns.Select(column => 1 / column.Scale));
        Assert.Contains("job: 2 categories that count together as one number does", _cluster.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_saved_model_scores_another_file_with_other_columns_in_another_order()
    {
        var trained = _cluster.Run(Churn, s => s with { Features = "Age,Opened,Balance", Categories = "Geography", ModelOutput = _cluster.File("m.json") });
        var scored = _cluster.Run(
            """
            geography;Balance;Opened;Age;New;CustomerId
            France;0;2024-01-01;42;x;15634602
            Spain;83807,86;2024-01-05;41;x;15647311
            France;159660,8;2024-01-31;;x;15619304
            Spain;0;2024-01-02;39;x;15701354
            """, s => s with { Model = _cluster.File("m.json") });

        Assert.Equal(trained, scored);
        Assert.Contains(
            $"needs columns that are not in {_cluster.Input}: Age, Opened. The columns there are: CustomerId, Balance, Geography.",
            _cluster.Error("CustomerId,Balance,Geography\n1,2,France\n", s => s with { Model = _cluster.File("m.json") }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Categories_that_a_saved_model_does_not_know_are_told()
    {
        _cluster.Run("id,c\n1,a\n2,b\n3,a\n", s => s with { Categories = "c", ModelOutput = _cluster.File("m.json") });
        var lines = _cluster.Run("id,c\n1,b\n2,z\n", s => s with { Model = _cluster.File("m.json") });

        Assert.Equal(3, lines.Length);
        Assert.Contains("c: the model does not know 'z'; such customers are in none of its categories", _cluster.Printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id,x,since\n1,1,5\n2,2,7\n", "column 'since' has no dates, and the model has dates there")]
    [InlineData("id,x,since\n1,2024-01-01,2024-01-01\n2,2024-01-02,2024-01-01\n", "column 'x' has dates, and the model has no dates there")]
    public void A_saved_model_does_not_take_dates_for_numbers(string text, string problem)
    {
        _cluster.Run(
            "id,x,since\n1,1,2024-01-01\n2,2,2024-01-05\n3,9,2024-02-01\n",
            s => s with { Features = "x,since", ModelOutput = _cluster.File("m.json") });

        Assert.Contains(problem, _cluster.Error(text, s => s with { Model = _cluster.File("m.json") }), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_values_can_drop_their_rows()
    {
        var lines = _cluster.Run("id,x,c\n1,1,a\n2,,a\n3,5,\n4,6,b\n", s => s with { Missing = MissingRows.Drop, Categories = "c" });

        Assert.Equal(["id", "1", "4"], lines.Select(line => line.Split(',')[0]));
        Assert.Contains("2 of 4 rows have missing values and were dropped", _cluster.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_is_mostly_empty_is_left_out()
    {
        _cluster.Run("id,x,y\n1,1,\n2,2,\n3,5,\n4,6,3\n");

        Assert.Contains("left out: y (75 % of its values are missing)", _cluster.Printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("income,wealth", "--features: 'wealth' is no column of ")]
    [InlineData("id", "'id' is no feature: it is the id.")]
    [InlineData("city", "'city' is no feature: it is text, 2 values: --categories city takes it.")]
    [InlineData("income,", "has an empty name in it")]
    [InlineData("income,income", "'income' is named twice")]
    [InlineData("note", "line 3, column 'note', value 'x': not a number")]
    public void A_feature_that_cannot_be_is_told(string features, string problem) =>
        Assert.Contains(problem, _cluster.Error("id,income,city,note\n1,5,a,1\n2,6,b,x\n", s => s with { Features = features }), StringComparison.Ordinal);

    [Fact]
    public void What_is_ambiguous_is_told_with_both_readings()
    {
        const string Text = "id;income\n1;1.234\n2;5.678\n";

        Assert.Contains(
            "line 2, column 'income', value '1.234': this can be 1.234 (decimal point) or 1234 (decimal comma)",
            _cluster.Error(Text),
            StringComparison.Ordinal);
        _cluster.Run(Text, s => s with { Table = new TableOptions { DecimalSign = DecimalSign.Comma } });
        Assert.Contains("1,234.00", _cluster.Printed, StringComparison.Ordinal);
    }
}
