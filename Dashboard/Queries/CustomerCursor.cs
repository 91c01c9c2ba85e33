using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace SegmentationUpdates.Dashboard.Queries;

/// <summary>A customer's place in a list that is sorted: a page begins after it, or ends before it.</summary>
/// <param name="Order">Of the list.</param>
/// <param name="Value">Of the column that the list is sorted by; not used where that is the id.</param>
/// <param name="CustomerId">Of the customer, who may be gone.</param>
public sealed record CustomerCursor(CustomerOrder Order, double Value, int CustomerId)
{
    /// <summary>For who asks on: the id where the list is sorted by it, else a text that only <see cref="Parse"/> reads.</summary>
    public string Text => Order.IsById
        ? CustomerId.ToString(CultureInfo.InvariantCulture)
        : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Order} {Value:R} {CustomerId}")));

    /// <returns>Null for what is no cursor of a list in this order.</returns>
    public static CustomerCursor? Parse(string text, CustomerOrder order)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(order);
        if (order.IsById)
        {
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var only)
                ? new CustomerCursor(order, 0, only)
                : null;
        }

        return Base64Url.IsValid(text)
            && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(' ') is [var by, var value, var id]
            && by == order.ToString()
            && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            && int.TryParse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var customer)
                ? new CustomerCursor(order, number, customer)
                : null;
    }
}
