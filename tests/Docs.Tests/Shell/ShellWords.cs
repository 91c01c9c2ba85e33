using System.Text;

namespace SegmentationUpdates.Docs.Tests.Shell;

/// <summary>Takes command lines apart as far as the documentation uses the shell: quotes, continued lines, variables, comments.</summary>
internal static class ShellWords
{
    /// <summary>The words of each command, in order; what the shell would put in for <c>$(…)</c> or a variable is left as it stands.</summary>
    public static IEnumerable<IReadOnlyList<string>> Commands(string script)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var inWord = false;
        for (var at = 0; at < script.Length; at++)
        {
            var character = script[at];
            switch (character)
            {
                case '\\' when at + 1 < script.Length && script[at + 1] == '\n':
                    at++;
                    break;
                case '\\' when at + 1 < script.Length:
                    word.Append(script[++at]);
                    inWord = true;
                    break;
                case '\'' or '"':
                    at = Quoted(script, at, word);
                    inWord = true;
                    break;
                case '$' when at + 1 < script.Length && script[at + 1] == '(':
                    at = Substitution(script, at, word);
                    inWord = true;
                    break;
                case '#' when !inWord:
                    at = End(script, at) - 1;
                    break;
                case '\n' or ';' or '|' or '&':
                    Finish();
                    if (words.Count > 0)
                    {
                        yield return words;
                        words = [];
                    }

                    break;
                case ' ' or '\t':
                    Finish();
                    break;
                default:
                    word.Append(character);
                    inWord = true;
                    break;
            }
        }

        Finish();
        if (words.Count > 0)
        {
            yield return words;
        }

        void Finish()
        {
            if (inWord)
            {
                words.Add(word.ToString());
                word.Clear();
                inWord = false;
            }
        }
    }

    private static int Quoted(string script, int start, StringBuilder word)
    {
        var quote = script[start];
        var at = start + 1;
        while (at < script.Length && script[at] != quote)
        {
            if (quote == '"' && script[at] == '$' && at + 1 < script.Length && script[at + 1] == '(')
            {
                at = Substitution(script, at, word) + 1;
                continue;
            }

            if (quote == '"' && script[at] == '\\' && at + 1 < script.Length)
            {
                at++;
            }

            word.Append(script[at++]);
        }

        return at;
    }

    private static int Substitution(string script, int start, StringBuilder word)
    {
        var depth = 0;
        for (var at = start; at < script.Length; at++)
        {
            word.Append(script[at]);
            depth += script[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0 && script[at] == ')')
            {
                return at;
            }
        }

        return script.Length - 1;
    }

    private static int End(string script, int start)
    {
        var end = script.IndexOf('\n', start);
        return end < 0 ? script.Length : end;
    }
}
