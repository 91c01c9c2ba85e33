using System.Text.RegularExpressions;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>One statement of a script.</summary>
/// <param name="Text">Without the semicolon.</param>
/// <param name="Start">Its index in the script.</param>
internal sealed partial record SqlStatement(string Text, int Start)
{
    /// <summary>Statements apart from each other, so that an error can be found in the script: PostgreSQL counts from the statement's start.</summary>
    public static IReadOnlyList<SqlStatement> Split(string script)
    {
        var statements = new List<SqlStatement>();
        var start = 0;
        var hasText = false;
        var end = 0;
        foreach (Match token in Token().Matches(script))
        {
            hasText |= !string.IsNullOrWhiteSpace(script[end..token.Index]);
            end = token.Index + token.Length;
            if (token.Value != ";")
            {
                hasText |= !token.Groups["comment"].Success;
                continue;
            }

            Add(token.Index);
            start = end;
            hasText = false;
        }

        hasText |= !string.IsNullOrWhiteSpace(script[end..]);
        Add(script.Length);
        return statements;

        void Add(int until)
        {
            if (hasText)
            {
                statements.Add(new SqlStatement(script[start..until], start));
            }
        }
    }

    // What a semicolon may stand in without ending a statement: quoted text of four kinds, and comments, those of the long form nested.
    [GeneratedRegex(
        """
        (?<comment> --[^\n]* | /\* (?> [^*/]+ | /(?!\*) | \*(?!/) | (?<open>/\*) | (?<-open>\*/) )* (?(open)(?!)) \*/ )
        | (?<![\w$]) [eE] ' (?: [^'\\] | \\. | '' )* '
        | ' (?: [^'] | '' )* '
        | " (?: [^"] | "" )* "
        | (?<![\w$]) \$ (?<tag> (?: [A-Za-z_]\w* )? ) \$ .*? \$ \k<tag> \$
        | ;
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Token();
}
