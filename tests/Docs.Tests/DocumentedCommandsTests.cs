using SegmentationUpdates.Docs.Tests.Shell;

namespace SegmentationUpdates.Docs.Tests;

/// <summary>Every command of README.md and docs/*.md, as it stands there, in a copy of the repository.</summary>
public sealed class DocumentedCommandsTests(RepositoryCopy copy, ITestOutputHelper log) : IClassFixture<RepositoryCopy>
{
    // Languages of blocks that are no commands. A block of another kind has to be given one of these, or bash.
    private static readonly string[] NoCommands = ["csharp", "ini", "json", "nginx", "sql", "text", "yaml"];

    // What a block may need that a test has not got. "ci" is run by .ci/run itself; "hours" takes too long for every day.
    private static readonly string[] Needs = ["ci", "docker", "kubernetes", "hours", "your-servers"];

    public static TheoryData<string> PageNames => [.. RepositoryCopy.Pages.Select(page => page.Name)];

    [Theory]
    [MemberData(nameof(PageNames))]
    public async Task Every_command_of_a_page_works(string name)
    {
        var page = RepositoryCopy.Pages.Single(page => page.Name == name);
        await using var reader = new PageReader(copy, log);
        if (page.NeedsRun
            || page.Blocks.Any(block => block is { IsCommands: true, Needs: null } && block.Text.Contains("segmentation", StringComparison.Ordinal)))
        {
            await reader.InstallAsync();
        }

        if (page.NeedsRun)
        {
            await reader.StartRunAsync();
        }

        foreach (var block in page.Blocks)
        {
            await reader.FollowAsync(block);
        }

        foreach (var query in page.InlineCode.Where(code => page.NeedsRun && code.StartsWith("SELECT ", StringComparison.Ordinal)))
        {
            await reader.QueryAsync(query);
        }

        await reader.StopAsync();
    }

    [Theory]
    [MemberData(nameof(PageNames))]
    public void Every_block_of_a_page_says_what_it_is(string name)
    {
        foreach (var block in RepositoryCopy.Pages.Single(page => page.Name == name).Blocks)
        {
            Assert.True(
                block.IsCommands || NoCommands.Contains(block.Language),
                $"{block.Place}: '{block.Language}' is neither bash nor {string.Join(", ", NoCommands)}");
            Assert.True(block.Needs is null || Needs.Contains(block.Needs), $"{block.Place}: '{block.Needs}' is none of {string.Join(", ", Needs)}");
        }
    }

    [Theory]
    [MemberData(nameof(PageNames))]
    public void Every_command_of_a_page_names_projects_and_options_that_exist(string name)
    {
        var page = RepositoryCopy.Pages.Single(page => page.Name == name);
        var syntax = new CommandSyntax(RepositoryCopy.Source);
        var commands = page.Blocks.Where(block => block.IsCommands).Select(block => (block.Place, block.Text))
            .Concat(page.InlineCode.Select(code => (Place: $"{name}: `{code}`", Text: code)));

        Assert.Empty(commands.SelectMany(command => syntax.Problems(command.Text).Select(problem => $"{command.Place}: {problem}")));
    }

    [Theory]
    [MemberData(nameof(PageNames))]
    public void Every_link_of_a_page_leads_somewhere(string name)
    {
        var page = RepositoryCopy.Pages.Single(page => page.Name == name);
        foreach (var link in page.Links.Where(link => !link.Contains("://", StringComparison.Ordinal)))
        {
            var parts = link.Split('#');
            var target = parts[0].Length == 0
                ? name
                : Path.GetRelativePath(
                    RepositoryCopy.Source, Path.Combine(RepositoryCopy.Source, Path.GetDirectoryName(name)!, parts[0])).Replace('\\', '/');

            Assert.True(Path.Exists(Path.Combine(RepositoryCopy.Source, target)), $"{name}: there is no {target}");
            if (parts.Length > 1)
            {
                Assert.Contains(parts[1], RepositoryCopy.Pages.Single(other => other.Name == target).Anchors);
            }
        }
    }
}
