namespace SegmentationUpdates.Architecture.Tests;

public class LineTests
{
    private const int Longest = 160;

    [Theory]
    [MemberData(nameof(House.EachProject), MemberType = typeof(House))]
    public void No_line_is_longer_than_fits_beside_another_file(string project) => Assert.Empty(
        from source in House.Sources(project, ".cs")
        from line in House.Read(project, source).Split('\n').Index()
        where line.Item.Length > Longest && !IsOneText(line.Item)
        select $"{source}, line {line.Index + 1}: {line.Item.Length} characters");

    // A text that reads worse in pieces, such as an address or a regular expression.
    private static bool IsOneText(string line) => line.TrimStart() is ['"', ..] or ['$', '"', ..] or ['@', '"', ..];
}
