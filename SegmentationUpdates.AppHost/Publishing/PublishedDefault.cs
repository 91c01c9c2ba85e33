using Aspire.Hosting.Publishing;

namespace SegmentationUpdates.AppHost.Publishing;

/// <summary>A parameter's value where the configuration (<c>Parameters:name</c>) has none; published output shows it.</summary>
internal sealed class PublishedDefault(string value) : ParameterDefault
{
    public override string GetDefaultValue() => value;

    public override void WriteToManifest(ManifestPublishingContext context) => context.Writer.WriteString("value", value);
}
