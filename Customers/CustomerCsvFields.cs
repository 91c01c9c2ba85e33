using System.Globalization;
using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace SegmentationUpdates.Customers;

/// <summary>
/// The values of the current line. Numbers are parsed here, not by the CSV reader, because its Parse&lt;double&gt; accepts
/// thousands separators: a decimal comma ("1,5" for 1.5) would be read as 15 without a word.
/// </summary>
internal sealed class CustomerCsvFields(string path, CsvReader csv, int[] positions)
{
    private const NumberStyles Integer = NumberStyles.AllowLeadingSign;
    private const NumberStyles Real = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    private const int LongestShown = 80;

    // Some 1,990 years: the last transaction is stored as a point in time, and the calendar begins with the year 1.
    private const int MostDays = 730_000;

    // The database counts on from here, in 32 bits.
    private const int MostCounted = 1_000_000_000;

    // Beyond it a double has no cents, and sums of squares have no end.
    private const double MostMoney = 1e15;

    public Customer ToCustomer() => new()
    {
        CustomerId = CustomerId(),
        Income = Value(CustomerColumn.Income),
        Balance = Value(CustomerColumn.Balance),
        CustomerLifetimeValue = Value(CustomerColumn.CustomerLifetimeValue),
        Debt = Value(CustomerColumn.Debt),
        Tenure = (int)Value(CustomerColumn.Tenure),
        CreditDefault = (int)Value(CustomerColumn.CreditDefault),
        DaysFromLastTransaction = (int)Value(CustomerColumn.DaysFromLastTransaction),
        AvgTransactionAmt = Value(CustomerColumn.AvgTransactionAmt),
        NumTransactions = (int)Value(CustomerColumn.NumTransactions),
        DigitalEngagementScore = Value(CustomerColumn.DigitalEngagementScore),
        LoanRepaymentTime = Value(CustomerColumn.LoanRepaymentTime),
        TotalProductsOwned = (int)Value(CustomerColumn.TotalProductsOwned),
        HasLoan = (int)Value(CustomerColumn.HasLoan),
        Segment = Segment(),
    };

    public int CustomerId() => Whole(CustomerColumn.CustomerId, min: 1);

    /// <summary>Text for a message: cut, and control characters replaced, so that a broken file cannot break the terminal.</summary>
    public static string Shorten(string text)
    {
        string cut = text.Length <= LongestShown ? text : $"{text.AsSpan(0, LongestShown)}...";
        return string.Create(cut.Length, cut, (to, from) =>
        {
            for (int i = 0; i < to.Length; i++)
            {
                to[i] = char.IsControl(from[i]) ? '\uFFFD' : from[i];
            }
        });
    }

    /// <summary>A value by the rule of its column. Whole numbers go through double exactly.</summary>
    private double Value(CustomerColumn column) => column switch
    {
        CustomerColumn.CreditDefault or CustomerColumn.HasLoan => Whole(column, max: 1),
        CustomerColumn.DaysFromLastTransaction => Whole(column, max: MostDays),
        CustomerColumn.Tenure or CustomerColumn.NumTransactions or CustomerColumn.TotalProductsOwned => Whole(column, max: MostCounted),
        CustomerColumn.LoanRepaymentTime => Number(column, min: 0),
        _ => Number(column, min: -MostMoney),
    };

    private int Whole(CustomerColumn column, int min = 0, int max = int.MaxValue)
    {
        ReadOnlySpan<byte> text = Text(column);
        if (int.TryParse(text, Integer, CultureInfo.InvariantCulture, out int value) && value >= min && value <= max)
        {
            return value;
        }

        // 19.0 and 1.9E1 are how programs write whole numbers of columns with gaps.
        bool isWhole = double.TryParse(text, Real, CultureInfo.InvariantCulture, out double real) && real == Math.Floor(real);
        if (isWhole && real >= min && real <= max)
        {
            return (int)real;
        }

        string range = (min, max) switch
        {
            (_, 1) => "it must be 0 or 1",
            (_, int.MaxValue) => $"it must be from {min} to {int.MaxValue}",
            _ => $"it must be from {min} to {max}",
        };
        throw isWhole
            ? Wrong(column, text, $"out of range; {range}. If it stands for \"unknown\" or \"never\", put the right number there, or leave the customer out.")
            : Wrong(column, text, $"not a whole number; {range}.");
    }

    private double Number(CustomerColumn column, double min = double.NegativeInfinity)
    {
        ReadOnlySpan<byte> text = Text(column);
        if (!double.TryParse(text, Real, CultureInfo.InvariantCulture, out double value))
        {
            throw Wrong(column, text, text.Contains((byte)',')
                ? "not a number; write decimals with a point and no thousands separators, like 1234.56."
                : "not a number; write it like 1234.56.");
        }

        if (!double.IsFinite(value))
        {
            throw Wrong(column, text, "not a finite number; replace it by the real value, or leave the customer out.");
        }

        if (value >= min && value <= MostMoney)
        {
            return value;
        }

        throw Wrong(column, text, min == 0 && value < 0 ? "negative; it must be 0 or more." : $"out of range; it must be from {(min < 0 ? "-1e15" : "0")} to 1e15.");
    }

    private string? Segment()
    {
        int position = positions[(int)CustomerColumn.Segment];
        ReadOnlySpan<byte> text = position < 0 ? [] : csv.GetSpan(position);
        if (text.IsEmpty)
        {
            return null;
        }

        if (!Utf8.IsValid(text))
        {
            throw Wrong(CustomerColumn.Segment, text, "not UTF-8 text. Save the file as \"CSV UTF-8\".");
        }

        string segment = csv.GetString(position);
        return segment.EnumerateRunes().Count() <= Customer.MaxSegmentLength
            ? segment
            : throw Wrong(CustomerColumn.Segment, text, $"longer than {Customer.MaxSegmentLength} characters; shorten it.");
    }

    private ReadOnlySpan<byte> Text(CustomerColumn column)
    {
        ReadOnlySpan<byte> text = csv.GetSpan(positions[(int)column]);
        return text.IsEmpty ? throw Wrong(column, text, "the value is missing; fill it in, or leave the customer out.") : text;
    }

    private CustomerFileException Wrong(CustomerColumn column, ReadOnlySpan<byte> text, string problem) => new(
        path, csv.LineNumber, CustomerColumns.Name(column), Shorten(Encoding.UTF8.GetString(text)), problem);
}
