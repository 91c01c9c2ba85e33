using System.Globalization;
using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Storage;
using Spectre.Console;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Tables and sentences. Redirected to a file they are as wide as they need to be.</summary>
internal sealed class ModelsText(TextWriter writer, bool redirected) : ModelsOutput
{
    private const int RedirectedWidth = 200;
    private readonly IAnsiConsole _console = Create(writer, redirected);

    public override int List(IReadOnlyList<ClusteringModel> models)
    {
        if (models.Count == 0)
        {
            writer.WriteLine("no model has been trained yet");
            return ExitCode.Success;
        }

        var table = Table("version", "", "trained", "reason", "k", "customers", "inertia", "silhouette", "stability", "drift")
            .AddColumn("name");
        foreach (var model in models)
        {
            table.AddRow(
                $"{model.ModelVersion}",
                State(model),
                Time(model.CreatedAt),
                model.Reason.ToText(),
                $"{model.K}",
                $"{model.Customers:N0}",
                Number(model.Inertia, "N0"),
                Number(model.Quality?.Silhouette, "0.000"),
                Number(model.Lineage.Stability, "0.000"),
                model.Drift is { Psi: { } psi } drift ? $"{Number(drift.DistanceRatio, "0.00")} / {Number(psi, "0.000")}" : "-",
                Markup.Escape(model.Name ?? ""));
        }

        _console.Write(table);
        return ExitCode.Success;
    }

    public override int Show(ClusteringModel model, IReadOnlyList<ModelActivation> activations)
    {
        _console.Write(ModelDetails.Of(model));
        _console.Write(Segments(model));
        if (activations.Count > 0)
        {
            var table = Table("activated", "reason", "in place of", "by", "note");
            foreach (var activation in activations)
            {
                table.AddRow(
                    Time(activation.ActivatedAt),
                    activation.Reason.ToText(),
                    activation.PreviousVersion?.ToString(CultureInfo.InvariantCulture) ?? "-",
                    Markup.Escape(activation.DoneBy ?? "-"),
                    Markup.Escape(activation.Note ?? ""));
            }

            _console.Write(table);
        }

        return ExitCode.Success;
    }

    public override int Activated(ModelActivation activation)
    {
        var version = activation.ModelVersion;
        writer.WriteLine(activation.PreviousVersion == version
            ? $"model {version} was active already, and is pinned now"
            : $"model {version} is active in place of {activation.PreviousVersion?.ToString(CultureInfo.InvariantCulture) ?? "none"}, and pinned");
        writer.WriteLine("nothing replaces it until `models unpin` or another `models activate`");
        if (activation.PreviousVersion != version)
        {
            writer.WriteLine($"a process that trains puts everybody where it says; `models show {version}` tells when that is done");
        }

        return ExitCode.Success;
    }

    public override int Approved(ModelActivation activation)
    {
        var version = activation.ModelVersion;
        writer.WriteLine(
            $"model {version} is approved, and active in place of {activation.PreviousVersion?.ToString(CultureInfo.InvariantCulture) ?? "none"}");
        writer.WriteLine($"a process that trains puts everybody where it says; `models show {version}` tells when that is done");
        return ExitCode.Success;
    }

    public override int Rejected(ClusteringModel model)
    {
        writer.WriteLine($"model {model.ModelVersion} is rejected; it is kept, and can still be activated");
        return ExitCode.Success;
    }

    public override int Named(ClusteringModel model)
    {
        writer.WriteLine(model.Name is { } name
            ? $"model {model.ModelVersion} is named \"{name}\", and kept until the name is taken away"
            : $"model {model.ModelVersion} has no name");
        return ExitCode.Success;
    }

    public override int Unpinned(long? version)
    {
        writer.WriteLine(version is null ? "no model was pinned" : $"model {version} is not pinned any more: schedule and drift may replace it");
        return ExitCode.Success;
    }

    public override int Retrained(RetrainingRequest request)
    {
        writer.WriteLine(request.Error is { } objection
            ? $"model {request.ModelVersion} waits for a decision: {objection}; `models approve {request.ModelVersion}` activates it, "
                + $"`models reject {request.ModelVersion}` does not"
            : $"model {request.ModelVersion} is active and applied");
        return ExitCode.Success;
    }

    internal static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";

    internal static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "-";

    internal static string State(ClusteringModel model) => model switch
    {
        { PinnedAt: not null } => "active, pinned",
        { IsActive: true } => "active",
        { IsChallenger: true } => "waits",
        { ActivatedAt: null, Challenge.Decision: ModelDecision.Rejected } => "rejected",
        _ => "",
    };

    private static Table Segments(ClusteringModel model)
    {
        var segmentation = SegmentationModel.FromJson(model.Parameters);
        var table = Table(["mean of the centroid", .. segmentation.Labels.Select(Markup.Escape)]);
        var values = new double[segmentation.K][];
        for (var segment = 0; segment < segmentation.K; segment++)
        {
            values[segment] = new double[segmentation.FeatureNames.Count];
            segmentation.Scaler.Inverse(segmentation.Centroid(segment), values[segment]);
        }

        for (var feature = 0; feature < segmentation.FeatureNames.Count; feature++)
        {
            table.AddRow([Markup.Escape(segmentation.FeatureNames[feature]), .. values.Select(centroid => Number(centroid[feature], "N2"))]);
        }

        return table;
    }

    private static Table Table(params IEnumerable<string> columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(column).NoWrap());
        }

        return table;
    }

    internal static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
        });
        if (redirected)
        {
            console.Profile.Width = RedirectedWidth;
        }

        return console;
    }
}
