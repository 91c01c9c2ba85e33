using System.Globalization;
using System.Text;

namespace SegmentationUpdates.Customers;

/// <summary>
/// The bank's own id of a customer, where it is no number of 32 bits: text, a UUID, a longer number. Any text of 1 to <see cref="MaxLength"/>
/// characters without line breaks and other control characters.
/// </summary>
public static class ExternalId
{
    public const int MaxLength = 100;

    /// <summary>What is wrong with a text as an id, to stand behind the value; null when nothing is.</summary>
    public static string? Problem(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.Length == 0 ? "the id is missing; fill it in."
            : id.EnumerateRunes().Count() > MaxLength ? $"an id has {MaxLength} characters at most; shorten it."
            : id.EnumerateRunes().Any(c => Rune.IsControl(c)) ? "an id has no line breaks or other control characters; remove them."
            : null;
    }

    /// <summary>The text that a customer is known by: the bank's own id, or the number.</summary>
    public static string Text(int customerId, string? externalId) => externalId ?? customerId.ToString(CultureInfo.InvariantCulture);
}
