namespace SegmentationUpdates.AppHost.Tests.Publishing;

/// <summary>Reads YAML by its indentation: Helm's templates are no YAML before they are rendered.</summary>
internal static class YamlBlock
{
    /// <summary>The lines below a key, at any depth, without their common indentation and without quotes.</summary>
    public static string Block(this string yaml, string key)
    {
        var lines = yaml.Split('\n');
        var start = Array.FindIndex(lines, line => line.TrimStart(' ', '-') == $"{key}:");
        Assert.True(start >= 0, $"no '{key}:' in{Environment.NewLine}{yaml}");
        var depth = Indentation(lines[start]);
        var block = lines.Skip(start + 1).TakeWhile(line => Indentation(line) > depth).ToList();
        var indentation = block.Min(Indentation);
        return string.Join('\n', block.Select(line => line[indentation..].Replace("\"", "", StringComparison.Ordinal)));
    }

    private static int Indentation(string line) => line.Length - line.TrimStart(' ').Length;
}
