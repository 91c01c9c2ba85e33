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
    private const NumberStyles Real = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    private const int LongestShown = 80;

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

    public int CustomerId() => (int)Value(CustomerColumn.CustomerId);

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
    private double Value(CustomerColumn column)
    {
        var range = CustomerColumns.Range(column);
        ReadOnlySpan<byte> text = Text(column);

        // 19.0 and 1.9E1 are how programs write whole numbers of columns with gaps.
        if (!double.TryParse(text, Real, CultureInfo.InvariantCulture, out double value) || (range.IsWhole && value != Math.Floor(value)))
        {
            throw Wrong(column, text, (range.IsWhole, text.Contains((byte)',')) switch
            {
                (true, _) => $"not a whole number; it must be {range}.",
                (_, true) => "not a number; write decimals with a point and no thousands separators, like 1234.56.",
                _ => "not a number; write it like 1234.56.",
            });
        }

        if (!double.IsFinite(value))
        {
            throw Wrong(column, text, "not a finite number; replace it by the real value, or leave the customer out.");
        }

        return range.Contains(value) ? value : throw Wrong(
            column,
            text,
            $"out of range; it must be {range}. If it stands for \"unknown\" or \"never\", put the right number there, or leave the customer out.");
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
