using System.Globalization;

namespace SegmentationUpdates.Customers;

/// <summary>Which values a numeric column of a customer file may have. What lies outside is a mistake, or a stand-in for "unknown".</summary>
/// <param name="Least">Inclusive.</param>
/// <param name="Most">Inclusive.</param>
/// <param name="IsWhole">Whole numbers only.</param>
public readonly record struct CustomerRange(double Least, double Most, bool IsWhole)
{
    // Beyond it a double has no cents, and sums of squares have no end.
    private const double MostMoney = 1e15;

    // The database counts on from here, in 32 bits.
    private const double MostCounted = 1_000_000_000;

    // Some 1,990 years: the last transaction is stored as a point in time, and the calendar begins with the year 1.
    private const double MostDays = 730_000;

    /// <summary>From zero up.</summary>
    internal static readonly CustomerRange Amount = new(0, MostMoney, IsWhole: false);

    /// <summary>What may be owed, too.</summary>
    internal static readonly CustomerRange SignedAmount = new(-MostMoney, MostMoney, IsWhole: false);

    internal static readonly CustomerRange Count = new(0, MostCounted, IsWhole: true);

    internal static readonly CustomerRange Days = new(0, MostDays, IsWhole: true);

    internal static readonly CustomerRange YesNo = new(0, 1, IsWhole: true);

    internal static readonly CustomerRange Score = new(0, 100, IsWhole: false);

    internal static readonly CustomerRange Id = new(1, int.MaxValue, IsWhole: true);

    public bool Contains(double value) => value >= Least && value <= Most;

    /// <summary>For example "0 or 1", "from 0 to 100".</summary>
    public override string ToString() => this == YesNo ? "0 or 1" : $"from {Text(Least)} to {Text(Most)}";

    private static string Text(double bound) =>
        Math.Abs(bound) == MostMoney ? bound < 0 ? "-1e15" : "1e15" : bound.ToString("0", CultureInfo.InvariantCulture);
}
