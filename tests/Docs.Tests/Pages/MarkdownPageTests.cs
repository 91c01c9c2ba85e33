namespace SegmentationUpdates.Docs.Tests.Pages;

public sealed class MarkdownPageTests
{
    private const string Text =
        """
        # The way, by example

        Type `one` or `two | three`, as [there](other.md#place) and ![here](a.png).

        ```bash stays needs=docker
        first
        ```

        1. Indented:

           ```sql
           SELECT 1
             + 1
           ```

        | `a \| b` |

        ```
        unnamed
        ```
        """;

    private readonly MarkdownPage _page = MarkdownPage.Parse("docs/x.md", Text.ReplaceLineEndings("\n"));

    [Fact]
    public void Blocks_are_read_with_their_place_language_and_marks()
    {
        Assert.Equal(["docs/x.md:5", "docs/x.md:11", "docs/x.md:18"], _page.Blocks.Select(block => block.Place));
        Assert.Equal(["bash", "sql", ""], _page.Blocks.Select(block => block.Language));
        Assert.Equal(["first", "SELECT 1\n  + 1", "unnamed"], _page.Blocks.Select(block => block.Text));
        Assert.True(_page.Blocks[0] is { IsCommands: true, Stays: true, Streams: false, Needs: "docker" });
        Assert.True(_page.Blocks[1] is { IsCommands: false, Stays: false, Needs: null });
    }

    [Fact]
    public void Code_links_and_anchors_are_found_outside_of_blocks()
    {
        Assert.Equal(["one", "two | three", "a | b"], _page.InlineCode);
        Assert.Equal(["other.md#place", "a.png"], _page.Links);
        Assert.Equal(["the-way-by-example"], _page.Anchors);
    }
}
