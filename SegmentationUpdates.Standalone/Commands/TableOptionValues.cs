using System.CommandLine;
using System.CommandLine.Parsing;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Tables;
using SegmentationUpdates.Tables.Cells;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>The options by which a user says what a table is like, where the guess is wrong. For every command that reads one.</summary>
internal sealed class TableOptionValues
{
    private readonly Option<char?> _separator = new("--separator")
    {
        Description = "What separates the values of a line: ; , tab | or any other character. Found out by default.",
        HelpName = "CHAR",
        CustomParser = Separator,
    };

    private readonly Option<DecimalSign?> _decimal = Choice<DecimalSign>(
        "--decimal", "The decimal sign of the numbers: point or comma. Found out by default.", [(".", DecimalSign.Point), (",", DecimalSign.Comma)]);

    private readonly Option<string> _encoding = new("--encoding")
    {
        Description = "The encoding of the text, as windows-1252. Found out by default.",
        HelpName = "NAME",
    };

    private readonly Option<string> _sheet = new("--sheet")
    {
        Description = "The sheet of a workbook, by name or number. The first that is not empty by default.",
        HelpName = "NAME",
    };

    private readonly Option<DateOrder?> _dateOrder =
        Choice<DateOrder>("--date-order", "Whether 03/04/2024 is in April (dmy) or in March (mdy). Found out by default.", []);

    private readonly Option<string> _map = new("--map")
    {
        Description = "Other names for columns, separated by commas: income=Einkommen,customer_id=\"Client No\"; or a file with one of them a line.",
        HelpName = "NAME=COLUMN",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_map);
        command.Options.Add(_separator);
        command.Options.Add(_decimal);
        command.Options.Add(_encoding);
        command.Options.Add(_sheet);
        command.Options.Add(_dateOrder);
    }

    /// <summary>The names of those that were given.</summary>
    public IEnumerable<string> Given(SymbolResult result) => new Option[] { _map, _separator, _decimal, _encoding, _sheet, _dateOrder }
        .Where(option => result.GetResult(option) is { Implicit: false })
        .Select(option => option.Name);

    /// <exception cref="UsageException">A mapping that is none.</exception>
    public TableOptions Read(SymbolResult parsed) => new()
    {
        Map = Map(parsed.GetValue(_map)),
        Separator = parsed.GetValue(_separator),
        DecimalSign = parsed.GetValue(_decimal),
        Encoding = parsed.GetValue(_encoding),
        Sheet = parsed.GetValue(_sheet),
        DateOrder = parsed.GetValue(_dateOrder),
    };

    internal static IReadOnlyList<KeyValuePair<string, string>> Map(string? text)
    {
        try
        {
            return ColumnMapText.Parse(text);
        }
        catch (FormatException e)
        {
            throw new UsageException($"--map: {e.Message}", e);
        }
    }

    private static char? Separator(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        char? separator = text.ToUpperInvariant() switch
        {
            "TAB" or "\\T" => '\t',
            "COMMA" => ',',
            "SEMICOLON" => ';',
            "PIPE" => '|',
            "SPACE" => ' ',
            _ when text.Length == 1 && !char.IsLetterOrDigit(text[0]) && text[0] is not ('"' or '\n' or '\r') => text[0],
            _ => null,
        };
        if (separator is null)
        {
            result.AddError($"--separator '{text}' is not one character. Give one, as \";\", or tab.");
        }

        return separator;
    }

    private static Option<T?> Choice<T>(string name, string description, (string Text, T Value)[] signs)
        where T : struct, Enum
    {
        string[] names = [.. Enum.GetNames<T>().Select(value => value.ToLowerInvariant())];
        var option = new Option<T?>(name)
        {
            Description = description,
            HelpName = string.Join('|', names),
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (Array.FindIndex(signs, sign => sign.Text == text) is >= 0 and var at)
                {
                    return signs[at].Value;
                }

                if (names.Contains(text.ToLowerInvariant()))
                {
                    return Enum.Parse<T>(text, ignoreCase: true);
                }

                result.AddError($"{name} '{text}' is not one of {string.Join('|', names)}.{Nearest.Question(text, names)}");
                return null;
            },
        };
        option.CompletionSources.Clear();
        option.CompletionSources.Add(names);
        return option;
    }
}
