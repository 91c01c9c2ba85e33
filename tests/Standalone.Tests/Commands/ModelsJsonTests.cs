using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SegmentationUpdates.Standalone.Commands;
using SegmentationUpdates.Storage;

namespace SegmentationUpdates.Standalone.Tests.Commands;

/// <summary>Programs know the keys, which are the columns' names.</summary>
public class ModelsJsonTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly ClusteringModel First = new() { Reason = ModelReason.Initial, Parameters = JsonElement.Parse("{}"), CreatedAt = Noon };

    private static readonly ClusteringModel Second = new()
    {
        ModelVersion = 2,
        CreatedAt = Noon,
        Reason = ModelReason.Drift,
        K = 3,
        Seed = 42,
        Customers = 4000,
        TrainingRows = 2000,
        TrainingSeconds = 0.5,
        Inertia = 1234.5,
        Parameters = JsonElement.Parse("""{"labels": ["a", "b"]}"""),
        StoredThrough = Noon,
        SwitchMargin = 0.1,
        Quality = new(0.75, 1.25),
        KSearch = JsonElement.Parse("""{"k": 3}"""),
        Lineage = new() { PreviousVersion = 1, Matched = true, BornSegments = ["b"], DiedSegments = ["c"], Stability = 0.9, Origin = 1 },
        SegmentProfiles = JsonElement.Parse("""{"version": 1}"""),
        Drift = new(Noon, 300, 1.5, 0.25, "balance", ["balance rose"]),
        MovedShare = 0.25,
        Moves = ModelFlow.ToJson([new("a", "b", 1000)]),
        Challenge = new(Noon, "it would move many", ModelDecision.Approved, Noon, "ada", "looked at"),
        Name = "Frühling",
        IsActive = true,
        ActivatedAt = Noon,
        ActivatedReason = ModelReason.Manual,
        KeepsSegments = true,
        ActivatedByHand = true,
        PinnedAt = Noon,
        AppliedAt = Noon,
    };

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void A_list_says_all_but_the_large_documents() => Assert.Equal(
        """
        [{"model_version":2,"created_at":"2026-03-04T12:00:00+00:00","reason":"drift","k":3,"seed":42,"customers":4000,"training_rows":2000,
        "training_seconds":0.5,"inertia":1234.5,"stored_through":"2026-03-04T12:00:00+00:00","switch_margin":0.1,"silhouette":0.75,"davies_bouldin":1.25,
        "previous_version":1,"matched":true,"born_segments":["b"],"died_segments":["c"],"stability":0.9,
        "moved_share":0.25,"moves":[{"from":"a","to":"b","customers":1000}],"challenge_since":"2026-03-04T12:00:00+00:00",
        "challenge_reason":"it would move many","challenge_decision":"approved","challenge_decided_at":"2026-03-04T12:00:00+00:00",
        "challenge_decided_by":"ada","challenge_note":"looked at",
        "drift_measured_at":"2026-03-04T12:00:00+00:00","drift_customers":300,"drift_distance_ratio":1.5,"drift_psi":0.25,
        "drift_feature":"balance","drift_findings":["balance rose"],"lineage":1,"name":"Frühling","is_active":true,"activated_at":"2026-03-04T12:00:00+00:00",
        "activated_reason":"manual","keeps_segments":true,"activated_by_hand":true,"pinned_at":"2026-03-04T12:00:00+00:00",
        "applied_at":"2026-03-04T12:00:00+00:00"},
        {"model_version":0,"created_at":"2026-03-04T12:00:00+00:00","reason":"initial","k":0,"seed":0,"customers":0,"training_rows":0,
        "training_seconds":0,"inertia":0,"stored_through":null,"switch_margin":0,"silhouette":null,"davies_bouldin":null,
        "previous_version":null,"matched":null,"born_segments":[],"died_segments":[],"stability":null,
        "moved_share":null,"moves":null,"challenge_since":null,"challenge_reason":null,"challenge_decision":null,
        "challenge_decided_at":null,"challenge_decided_by":null,"challenge_note":null,
        "drift_measured_at":null,"drift_customers":null,"drift_distance_ratio":null,"drift_psi":null,
        "drift_feature":null,"drift_findings":null,"lineage":null,"name":null,"is_active":false,"activated_at":null,
        "activated_reason":null,"keeps_segments":false,"activated_by_hand":false,"pinned_at":null,
        "applied_at":null}]
        """.Replace("\n", "", StringComparison.Ordinal),
        OneLine(output => output.List([Second, First])));

    [Fact]
    public void One_version_is_shown_with_its_documents_and_activations()
    {
        var activation = new ModelActivation { ActivationId = 7, ActivatedAt = Noon, ModelVersion = 2, Reason = ModelReason.Unpin };

        var shown = OneLine(output => output.Show(Second, [activation]));

        Assert.EndsWith(
            """
            "applied_at":"2026-03-04T12:00:00+00:00","parameters":{"labels":["a","b"]},"k_search":{"k":3},"segment_profiles":{"version":1},
            "activations":[{"activation_id":7,"activated_at":"2026-03-04T12:00:00+00:00","model_version":2,"previous_version":null,
            "reason":"unpin","note":null,"done_by":null}]}
            """.Replace("\n", "", StringComparison.Ordinal),
            shown,
            StringComparison.Ordinal);
        Assert.Contains("\"k_search\":null,\"segment_profiles\":null", OneLine(output => output.Show(First, [])), StringComparison.Ordinal);
    }

    private static string OneLine(Func<ModelsJson, int> write)
    {
        using var writer = new StringWriter();
        write(new ModelsJson(writer));
        return JsonNode.Parse(writer.ToString())!.ToJsonString(Compact);
    }
}
