using Microsoft.Extensions.Options;
using SegmentationUpdates.Dashboard.Settings;

namespace SegmentationUpdates.Dashboard.Display;

/// <summary>The currency of all amounts, as far as anybody has said which.</summary>
public sealed class BankCurrency(IOptions<DashboardOptions> options)
{
    /// <summary>Such as EUR; null when it is not configured.</summary>
    public string? Code { get; } = options.Value.Currency;

    /// <summary>In a sentence: amounts are in ….</summary>
    public string Phrase => Code ?? "the bank's currency";

    /// <summary>What a feature is counted in, behind its name; empty where the name or the value says it.</summary>
    public string UnitOf(FeatureText feature)
    {
        ArgumentNullException.ThrowIfNull(feature);
        return feature.Unit == FeatureUnit.Money ? Code ?? "" : feature.UnitText;
    }
}
