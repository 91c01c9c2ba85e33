using System.Diagnostics;
using OpenTelemetry.Trace;

namespace SegmentationUpdates.ServiceDefaults;

/// <summary>
/// Which spans may begin a trace: not a call to another server. A statement or a request that is part of nothing is somebody looking whether there
/// is something to do, several times a second; as traces of their own they would push out those that matter.
/// </summary>
internal sealed class RootSampler : Sampler
{
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        new(samplingParameters.Kind == ActivityKind.Client ? SamplingDecision.Drop : SamplingDecision.RecordAndSample);
}
