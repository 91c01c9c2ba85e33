using Aspire.Hosting.Kubernetes.Resources;

namespace SegmentationUpdates.AppHost.Publishing;

/// <summary>A program that runs to completion: the workload that Aspire.Hosting.Kubernetes has no class for.</summary>
internal sealed class KubernetesJob() : Workload("batch/v1", "Job")
{
    public KubernetesJobSpec Spec { get; } = new();

    public override PodTemplateSpecV1 PodTemplate => Spec.Template;

    /// <summary>The same pod as that of a workload that runs for ever, started again only when it fails.</summary>
    public static KubernetesJob Of(Workload workload)
    {
        var job = new KubernetesJob();
        job.Spec.Template = workload.PodTemplate;
        job.PodTemplate.Spec.RestartPolicy = "OnFailure";

        // A job cannot be changed: each release gets one of its own, and Helm removes that of the release before.
        job.Metadata.Name = $"{workload.Metadata.Labels["app.kubernetes.io/component"]}-job-{{{{.Release.Revision}}}}";
        job.Metadata.Labels = workload.Metadata.Labels;
        return job;
    }

    /// <summary>Aspire names a file after what is in it, and a job's name has an expression in it.</summary>
    public static void RenameFiles(string? chart)
    {
        if (chart is null || !Directory.Exists(chart))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(chart, "job-*.yaml", SearchOption.AllDirectories).ToList())
        {
            File.Move(file, Path.Combine(Path.GetDirectoryName(file)!, "job.yaml"), overwrite: true);
        }
    }
}
