using System.CommandLine;
using System.Globalization;
using System.Numerics;
using SegmentationUpdates.Hosting;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Reads the values of options, with errors for people who do not know what a System.Double is.</summary>
internal static class OptionValues
{
    public static Option<T> Number<T>(string name, string helpName, string description, T defaultValue)
        where T : INumber<T> => new(name)
        {
            Description = description,
            HelpName = helpName,
            DefaultValueFactory = _ => defaultValue,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (T.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
                {
                    return value;
                }

                result.AddError($"{name} '{text}' is not a {(typeof(T) == typeof(int) ? "whole " : "")}number.");
                return defaultValue;
            },
        };

    /// <summary>A number that has no default, or one that the description has to explain.</summary>
    public static Option<double?> OptionalNumber(string name, string helpName, string description)
    {
        var number = Number(name, helpName, description, 0.0);
        return new Option<double?>(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result => number.CustomParser!(result),
        };
    }

    public static Option<T> Choice<T>(string name, string description, T defaultValue)
        where T : struct, Enum
    {
        string[] names = [.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())];
        var choices = string.Join('|', names);
        var option = new Option<T>(name)
        {
            // The default is said here: the library would print the value's name in C#.
            Description = $"{description} [default: {$"{defaultValue}".ToLowerInvariant()}]",
            HelpName = choices,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (!text.Any(char.IsDigit) && Enum.TryParse<T>(text, ignoreCase: true, out var value))
                {
                    return value;
                }

                result.AddError($"{name} '{text}' is not one of {choices}.{Nearest.Question(text, names)}");
                return defaultValue;
            },
        };
        option.CompletionSources.Clear();
        option.CompletionSources.Add(names);
        return option;
    }
}
