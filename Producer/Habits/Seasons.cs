namespace SegmentationUpdates.Producer.Habits;

/// <summary>How many payments there are at a time of the week and of the day, as a multiple of the mean. Over a week both average to 1.</summary>
internal static class Seasons
{
    // From Sunday, as DayOfWeek counts: quiet Sundays, busy Fridays and Saturdays.
    private static readonly double[] Week = [0.80, 0.92, 0.94, 0.96, 1.02, 1.20, 1.16];

    // Most is paid at three in the afternoon, least at three in the morning: a quarter of that.
    private const double DailySwing = 0.6;
    private const double BusiestHour = 15;

    /// <param name="moment">In the customers' time.</param>
    public static double Of(DateTime moment) =>
        Week[(int)moment.DayOfWeek] * (1 + (DailySwing * Math.Cos(2 * Math.PI * (moment.TimeOfDay.TotalHours - BusiestHour) / 24)));

    public static bool IsWeekend(DateTime moment) => moment.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
