using System.CommandLine;
using SegmentationUpdates.Producer.Simulation;
using SegmentationUpdates.Standalone.Commands;

namespace SegmentationUpdates.Standalone.Tests.Commands;

public class OptionValuesTests
{
    private readonly Option<double> _rate = OptionValues.Number("--rate", "N", "", 200.0);
    private readonly Option<int> _seed = OptionValues.Number("--seed", "N", "", 1);
    private readonly Option<SimulationProfile> _profile = OptionValues.Choice("--profile", "", SimulationProfile.Realistic);

    [Fact]
    public void Without_an_option_its_default_counts()
    {
        var parsed = Parse();

        Assert.Equal((200, 1, SimulationProfile.Realistic), (parsed.GetValue(_rate), parsed.GetValue(_seed), parsed.GetValue(_profile)));
    }

    [Fact]
    public void Values_are_read_in_any_culture_with_a_point()
    {
        var parsed = Parse("--rate", "0.5", "--seed", "-7", "--profile", "UNIFORM");

        Assert.Equal((0.5, -7, SimulationProfile.Uniform), (parsed.GetValue(_rate), parsed.GetValue(_seed), parsed.GetValue(_profile)));
    }

    [Theory]
    [InlineData("--rate", "fast", "--rate 'fast' is not a number.")]
    [InlineData("--rate", "1,5", "--rate '1,5' is not a number.")]
    [InlineData("--rate", "", "--rate '' is not a number.")]
    [InlineData("--seed", "1.5", "--seed '1.5' is not a whole number.")]
    [InlineData("--seed", "2147483648", "--seed '2147483648' is not a whole number.")]
    [InlineData("--profile", "1", "--profile '1' is not one of realistic|uniform.")]
    [InlineData("--profile", "real", "--profile 'real' is not one of realistic|uniform. Did you mean 'realistic'?")]
    public void A_value_that_cannot_be_read_is_told_in_plain_words(string option, string value, string message) =>
        Assert.Equal(message, Assert.Single(Parse(option, value).Errors).Message);

    [Theory]
    [InlineData("--rate")]
    [InlineData("--seed")]
    [InlineData("--profile")]
    public void An_option_without_its_value_is_named(string option) =>
        Assert.Contains(option, Assert.Single(Parse(option).Errors).Message);

    private ParseResult Parse(params string[] args) => new RootCommand { _rate, _seed, _profile }.Parse(args);
}
