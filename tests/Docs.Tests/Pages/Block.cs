namespace SegmentationUpdates.Docs.Tests.Pages;

/// <summary>A fenced block of a page.</summary>
/// <param name="Page">The file, from the root of the repository.</param>
/// <param name="Line">Of the opening fence, from 1.</param>
/// <param name="Language">The first word behind the fence; empty without one.</param>
/// <param name="Marks">The words after it, which a reader of the rendered page does not see.</param>
/// <param name="Text">Without the indentation of the fence.</param>
public sealed record Block(string Page, int Line, string Language, IReadOnlyList<string> Marks, string Text)
{
    /// <summary>Commands that a reader types.</summary>
    public bool IsCommands => Language == "bash";

    /// <summary>It runs on while the rest of the page is read, until Ctrl+C at its end.</summary>
    public bool Stays => Marks.Contains("stays");

    /// <summary>Each of its lines prints without end: it is stopped when it has printed something.</summary>
    public bool Streams => Marks.Contains("streams");

    /// <summary>What it needs that a test has not got: its syntax is checked, and that our programs have its options. Null: it is run.</summary>
    public string? Needs => Marks.FirstOrDefault(mark => mark.StartsWith("needs=", StringComparison.Ordinal))?["needs=".Length..];

    public string Place => $"{Page}:{Line}";
}
