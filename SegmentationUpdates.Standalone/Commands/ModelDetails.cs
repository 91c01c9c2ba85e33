using System.Text.Json;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Storage;
using Spectre.Console;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>What is known of one version, as a list of names and values.</summary>
internal static class ModelDetails
{
    public static Grid Of(ClusteringModel model)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        Row("version", $"{model.ModelVersion}{(model.IsActive ? $" ({ModelsText.State(model)})" : "")}");
        Row("name", model.Name ?? "-");
        Row("trained", $"{ModelsText.Time(model.CreatedAt)}, {model.Reason.ToText()}, {model.TrainingSeconds:0.00} s");
        Row("customers", $"{model.Customers:N0}, the starts on {model.TrainingRows:N0} of them, seed {model.Seed}");
        Row("segments", $"{model.K}{Lives(model.Lineage)}");
        if (model.KSearch is { ValueKind: JsonValueKind.Object } search && search.TryGetProperty("reason", out var why))
        {
            Row("choice of k", why.ToString());
        }

        Row("inertia", ModelsText.Number(model.Inertia, "N1"));
        Row("silhouette", $"{ModelsText.Number(model.Quality?.Silhouette, "0.000")} (-1 to 1, higher is better)");
        Row("Davies-Bouldin", $"{ModelsText.Number(model.Quality?.DaviesBouldin, "0.000")} (from 0, lower is better)");
        Row("stability", $"{ModelsText.Number(model.Lineage.Stability, "0.000")} (adjusted Rand index against the model before; 1 is the same)");
        Row("moves", Moves(model));
        if (model.Challenge is { } challenge)
        {
            Row("decision", Decision(challenge));
        }

        Row("switch margin", ModelsText.Number(model.SwitchMargin, "P0"));
        Row("drift", model.Drift is { } drift
            ? $"mean squared distance {ModelsText.Number(drift.DistanceRatio, "0.00")} times that of the training; "
                + $"{drift.Feature} moved most, stability index {ModelsText.Number(drift.Psi, "0.000")} "
                + $"({drift.Customers:N0} customers, {ModelsText.Time(drift.MeasuredAt)})"
            : "not measured");
        if (model.Drift?.Findings is { Length: > 0 } findings)
        {
            Row("drifted", string.Join("; ", findings));
        }

        Row("active since", model.IsActive ? ModelsText.Time(model.ActivatedAt) : "-");
        Row("applied", model.IsActive ? ModelsText.Time(model.AppliedAt) is "-" ? "not yet to everybody" : ModelsText.Time(model.AppliedAt) : "-");
        return grid;

        void Row(string name, string value) => grid.AddRow(new Text(name), new Text(value));
    }

    private static string Moves(ClusteringModel model) => model.MovedShare is { } share
        ? string.Join("; ", [
            $"{ModelsText.Number(share * 100, "0.#")} % of the customers, against model {model.Lineage.PreviousVersion}",
            .. ModelFlow.FromJson(model.Moves).Select(flow => $"{flow.Customers:N0} from {flow.From} to {flow.To}"),
        ])
        : "-";

    private static string Decision(ModelChallenge challenge) =>
        (challenge.Decision is { } decision
            ? $"{decision.ToText()} at {ModelsText.Time(challenge.DecidedAt)}{(challenge.DecidedBy is { } by ? $" by {by}" : "")}"
                + (challenge.Note is { } note ? $": {note}; " : "; ")
            : $"waits for `models approve` or `models reject` since {ModelsText.Time(challenge.Since)}; ")
        + challenge.Reason;

    private static string Lives(ModelLineage lineage) => (lineage.Matched, lineage.PreviousVersion) switch
    {
        (_, null) or (null, _) => "",
        (false, { } previous) => $", begun anew, not continuing those of model {previous}",
        (true, { } previous) => $", continuing those of model {previous}"
            + (lineage.BornSegments.Length > 0 ? $"; new: {string.Join(", ", lineage.BornSegments)}" : "")
            + (lineage.DiedSegments.Length > 0 ? $"; gone: {string.Join(", ", lineage.DiedSegments)}" : ""),
    };
}
