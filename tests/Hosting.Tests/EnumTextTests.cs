using System.Text.Json.Serialization;

namespace SegmentationUpdates.Hosting.Tests;

public class EnumTextTests
{
    private enum Fruit
    {
        [JsonStringEnumMemberName("red-apple")]
        Apple,

        [JsonStringEnumMemberName("pear")]
        Pear,

        Plum,
    }

    [Fact]
    public void Every_member_has_its_text_there_and_back()
    {
        Assert.Equal(["red-apple", "pear", "Plum"], EnumText.All<Fruit>());
        Assert.All(Enum.GetValues<Fruit>(), fruit => Assert.Equal(fruit, EnumText.Find<Fruit>(fruit.ToText())));
        Assert.Equal("red-apple", Fruit.Apple.ToText());
    }

    [Theory]
    [InlineData("Pear")]
    [InlineData("1")]
    [InlineData("")]
    public void Another_text_is_none(string text) => Assert.Null(EnumText.Find<Fruit>(text));

    [Fact]
    public void A_value_that_is_no_member_has_no_text() => Assert.Throws<ArgumentOutOfRangeException>(() => ((Fruit)7).ToText());
}
