using System.CommandLine;
using SegmentationUpdates.Standalone.Commands;
using SegmentationUpdates.Standalone.Running;

namespace SegmentationUpdates.Standalone.Tests.Commands;

public class RoleNamesTests
{
    private readonly Option<Roles> _option = new("--roles") { CustomParser = RoleNames.Parse };

    [Theory]
    [InlineData("migrations", 1)]
    [InlineData("producer", 2)]
    [InlineData("consumer", 4)]
    [InlineData("trainer", 16)]
    [InlineData("migrations,producer,consumer", 7)]
    [InlineData("Producer, CONSUMER,", 6)]
    [InlineData("consumer,consumer", 4)]
    public void Roles_are_separated_by_commas(string text, int roles)
    {
        var parsed = Parse(text);

        Assert.Empty(parsed.Errors);
        Assert.Equal((Roles)roles, parsed.GetValue(_option));
    }

    [Theory]
    [InlineData("producer,dashbord", "dashbord")]
    [InlineData("producer;consumer", "producer;consumer")]
    [InlineData("2", "2")]
    [InlineData(",", "at least one")]
    [InlineData(" ", "at least one")]
    public void Anything_else_is_named_with_the_roles_there_are(string text, string named)
    {
        var error = Assert.Single(Parse(text).Errors).Message;

        Assert.Contains(named, error);
        Assert.Contains("migrations, producer, consumer", error);
    }

    private ParseResult Parse(string text) => new RootCommand { _option }.Parse(["--roles", text]);
}
