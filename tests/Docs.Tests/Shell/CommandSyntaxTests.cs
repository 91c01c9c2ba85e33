namespace SegmentationUpdates.Docs.Tests.Shell;

public sealed class CommandSyntaxTests
{
    private readonly CommandSyntax _syntax = new(RepositoryCopy.Source);

    [Theory]
    [InlineData("segmentation --rate 5 --duration 20s")]
    [InlineData("FOO=bar segmentation cluster --customers x.csv --output y.csv")]
    [InlineData("dotnet run -c Release --project SegmentationUpdates.Standalone -- cluster --customers x.csv --output y.csv")]
    [InlineData("dotnet run --project Dashboard")]
    [InlineData("something --else")]
    public void A_right_command_has_no_problem(string command) => Assert.Empty(_syntax.Problems(command));

    [Theory]
    [InlineData("segmentation --sped 5", "--sped")]
    [InlineData("true && segmentation clutser", "clutser")]
    [InlineData("dotnet run -c Release --project SegmentationUpdates.Standalone -- cluster --clusters 3", "--clusters")]
    [InlineData("dotnet run --project Dashboards", "Dashboards")]
    [InlineData("dotnet test Segmentation.sln", "Segmentation.sln")]
    [InlineData("aspire publish --apphost AppHost/AppHost.csproj", "AppHost/AppHost.csproj")]
    public void A_wrong_command_is_told_with_what_is_wrong(string command, string told) =>
        Assert.Contains(_syntax.Problems(command), problem => problem.Contains(told, StringComparison.Ordinal));
}
