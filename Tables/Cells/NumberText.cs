using System.Globalization;

namespace SegmentationUpdates.Tables.Cells;

/// <summary>
/// Reads numbers as people and programs write them: 1234.5, 1,234.50, 1.234,50, 1 234,50, 1'234.50, 1e3, 12 %, $5, 5 EUR, (5.00), 5-.
/// Thousands are groups of three digits; anything else is no number rather than a wrong one.
/// </summary>
internal static class NumberText
{
    private const int Longest = 64;
    private const ulong LargestExact = 9007199254740992; // Not a double, to which the next number would be equal.
    private static readonly string[] Codes = ["EUR", "USD", "GBP", "CHF", "JPY", "CAD", "AUD", "INR", "SEK", "NOK", "DKK", "PLN", "CZK", "BRL", "CNY"];

    private static readonly double[] PowersOfTen =
        [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>
    /// The common case, in a tenth of the time: digits with at most one point, where mantissa and power of ten are exact, so that their quotient
    /// is the nearest double (Clinger, 1990). Not for what may also be a number of thousands, such as 1.234.
    /// </summary>
    public static bool TryPlain(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        var at = text.Length > 0 && text[0] == '-' ? 1 : 0;
        var (start, mantissa, point) = (at, 0UL, -1);
        if (text.Length - at is 0 or > 17)
        {
            return false;
        }

        for (; at < text.Length; at++)
        {
            var digit = (uint)(text[at] - '0');
            if (digit <= 9)
            {
                mantissa = (mantissa * 10) + digit;
            }
            else if (text[at] == '.' && point < 0)
            {
                point = at;
            }
            else
            {
                return false;
            }
        }

        var decimals = point < 0 ? 0 : text.Length - point - 1;
        var whole = (point < 0 ? text.Length : point) - start;
        if (mantissa > LargestExact || whole == 0 || (point >= 0 && decimals == 0) || (decimals == 3 && whole <= 3 && text[start] != '0'))
        {
            return false;
        }

        value = mantissa / PowersOfTen[decimals];
        value = start == 1 ? -value : value;
        return true;
    }

    /// <param name="text">May have white space around it.</param>
    public static NumberCell Read(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length is 0 or > Longest)
        {
            return NumberCell.None;
        }

        var (negative, signed, percent) = (false, false, false);
        string? currency = null;
        if (text[0] == '(' && text[^1] == ')')
        {
            (negative, signed) = (true, true);
            text = text[1..^1].Trim();
        }

        while (text.Length > 0 && !IsBody(text[0]))
        {
            if (TakeSign(text[0], ref signed, ref negative) || TakePercent(text[0], ref percent))
            {
                text = text[1..].TrimStart();
            }
            else if (currency is null && CurrencyAt(text, atEnd: false) is > 0 and var length)
            {
                currency = text[..length].ToString();
                text = text[length..].TrimStart();
            }
            else
            {
                return NumberCell.None;
            }
        }

        while (text.Length > 0 && !IsBody(text[^1]))
        {
            if (TakeSign(text[^1], ref signed, ref negative) || TakePercent(text[^1], ref percent))
            {
                text = text[..^1].TrimEnd();
            }
            else if (currency is null && CurrencyAt(text, atEnd: true) is > 0 and var length)
            {
                currency = text[^length..].ToString();
                text = text[..^length].TrimEnd();
            }
            else
            {
                return NumberCell.None;
            }
        }

        return text.Length == 0
            ? NumberCell.None
            : new NumberCell(Value(text, '.', ',', negative), Value(text, ',', '.', negative), percent, currency);
    }

    /// <summary>A word or a number that is not finite, to say so.</summary>
    public static bool IsInfinite(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsInfinity(value);

    private static bool IsBody(char c) => char.IsAsciiDigit(c) || c is '.' or ',';

    private static bool TakeSign(char c, ref bool signed, ref bool negative)
    {
        if (signed || c is not ('-' or '+' or '\u2212'))
        {
            return false;
        }

        (signed, negative) = (true, c != '+');
        return true;
    }

    private static bool TakePercent(char c, ref bool percent) => !percent && c == '%' && (percent = true);

    private static int CurrencyAt(ReadOnlySpan<char> text, bool atEnd)
    {
        if (char.GetUnicodeCategory(atEnd ? text[^1] : text[0]) == UnicodeCategory.CurrencySymbol)
        {
            return 1;
        }

        foreach (var code in Codes)
        {
            if (atEnd ? text.EndsWith(code, StringComparison.Ordinal) : text.StartsWith(code, StringComparison.Ordinal))
            {
                return code.Length;
            }
        }

        return 0;
    }

    /// <summary>The value under one decimal sign, NaN for none. What is beyond a double is none either.</summary>
    private static double Value(ReadOnlySpan<char> text, char decimalSign, char groupSign, bool negative)
    {
        var exponentAt = text.IndexOfAny('e', 'E');
        var mantissa = exponentAt < 0 ? text : text[..exponentAt];
        Span<char> plain = stackalloc char[Longest + 2];
        var length = 0;
        if (negative)
        {
            plain[length++] = '-';
        }

        var decimalAt = mantissa.IndexOf(decimalSign);
        var whole = decimalAt < 0 ? mantissa : mantissa[..decimalAt];
        var decimals = decimalAt < 0 ? default : mantissa[(decimalAt + 1)..];
        if ((whole.IsEmpty && decimals.IsEmpty) || decimals.ContainsAnyExceptInRange('0', '9')
            || !TryUngroup(whole, groupSign, exponentAt < 0, plain, ref length))
        {
            return double.NaN;
        }

        if (!decimals.IsEmpty)
        {
            plain[length++] = '.';
            decimals.CopyTo(plain[length..]);
            length += decimals.Length;
        }

        if (exponentAt >= 0)
        {
            var exponent = text[exponentAt..];
            if (exponent.Length is < 2 or > 6 || exponent[(exponent[1] is '+' or '-' ? 2 : 1)..] is { IsEmpty: true })
            {
                return double.NaN;
            }

            exponent.CopyTo(plain[length..]);
            length += exponent.Length;
        }

        return double.TryParse(plain[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : double.NaN;
    }

    private static bool TryUngroup(ReadOnlySpan<char> whole, char groupSign, bool mayGroup, Span<char> plain, ref int length)
    {
        var (groups, digits, sign) = (0, 0, '\0');
        foreach (var c in whole)
        {
            if (char.IsAsciiDigit(c))
            {
                plain[length++] = c;
                digits++;
                continue;
            }

            var separator = char.IsWhiteSpace(c) ? ' ' : c == '\u2019' ? '\'' : c;
            var fits = groups == 0 ? digits is >= 1 and <= 3 && whole[0] != '0' : digits == 3 && separator == sign;
            if (!mayGroup || !fits || (separator != groupSign && separator is not (' ' or '\'')))
            {
                return false;
            }

            (groups, digits, sign) = (groups + 1, 0, separator);
        }

        return groups == 0 || digits == 3;
    }
}
