using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Tests.Naming;

/// <summary>What a name asserts of the customers who bear it, read off the words as a person would.</summary>
internal static class Claims
{
    // Each phrase, the features that it may speak of, and whether they have to be above the average customer's.
    private static readonly (string Phrase, string[] Features, bool Higher)[] Known =
    [
        ("Affluent", ["income"], true), ("Modest incomes", ["income"], false), ("Savers", ["balance"], true), ("with savings", ["balance"], true),
        ("Low balances", ["balance"], false), ("with low balances", ["balance"], false), ("High debt", ["debt"], true), ("with debt", ["debt"], true),
        ("Little debt", ["debt"], false), ("with little debt", ["debt"], false), ("High lifetime value", ["customer_lifetime_value"], true),
        ("Low lifetime value", ["customer_lifetime_value"], false), ("Long inactive", ["days_from_last_transaction"], true),
        ("Recently active", ["days_from_last_transaction"], false), ("Large payers", ["avg_transaction_amt"], true),
        ("large payments", ["avg_transaction_amt"], true), ("Small payers", ["avg_transaction_amt"], false),
        ("small payments", ["avg_transaction_amt"], false), ("Frequent payers", ["num_transactions"], true), ("often active", ["num_transactions"], true),
        ("Rare payers", ["num_transactions"], false), ("rarely active", ["num_transactions"], false),
        ("Less digital customers", ["digital_engagement_score"], false), ("Digital customers", ["digital_engagement_score"], true),
        ("less digital", ["digital_engagement_score"], false), ("digital", ["digital_engagement_score"], true),
        ("Many products", ["total_products_owned"], true), ("with many products", ["total_products_owned"], true),
        ("Few products", ["total_products_owned"], false), ("with few products", ["total_products_owned"], false),
        ("At risk / inactive customers", ["days_from_last_transaction"], true),
    ];

    public static IReadOnlyList<(string Feature, bool Higher)> Of(string name)
    {
        if (name.EndsWith(')'))
        {
            name = name[..name.LastIndexOf(" (", StringComparison.Ordinal)];
        }

        if (name.Split(' ') is ["Frequent" or "Rare", "large" or "small", "payers"] payers)
        {
            return [("num_transactions", payers[0] == "Frequent"), ("avg_transaction_amt", payers[1] == "large")];
        }

        var claims = new List<(string, bool)>();
        foreach (var part in name.Replace(" with ", ", with ", StringComparison.Ordinal).Split(", "))
        {
            if (Known.FirstOrDefault(known => string.Equals(known.Phrase, part, StringComparison.OrdinalIgnoreCase)) is { Phrase: not null } known)
            {
                claims.AddRange(known.Features.Select(feature => (feature, known.Higher)));
            }
            else if (part.Split(' ') is ["High" or "high" or "Low" or "low", var feature])
            {
                claims.Add((feature, part.StartsWith('H') || part.StartsWith('h')));
            }
            else
            {
                Assert.Fail($"'{part}' of '{name}' says something that nobody can check");
            }
        }

        return claims;
    }

    /// <summary>Fails where a mean says otherwise than the name.</summary>
    public static void Hold(TrainingResult training, int segment, string name)
    {
        foreach (var (feature, higher) in Of(name))
        {
            var column = training.Features.ToList().FindIndex(candidate => candidate.Name == feature);
            Assert.True(column >= 0, $"'{name}' speaks of {feature}, which is not in the model");
            var (mean, all) = (training.Profiles[segment].Means[column], training.Means[column]);
            Assert.True(higher ? mean > all : mean < all, $"'{name}': {feature} is {mean}, of all {all}");
        }
    }
}
