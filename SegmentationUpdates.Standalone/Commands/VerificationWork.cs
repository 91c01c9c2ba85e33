using SegmentationUpdates.Standalone.Views;
using SegmentationUpdates.Verification;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Shows how far a verification is.</summary>
internal sealed class VerificationWork : IVerificationProgress, IDisposable
{
    private readonly Work _work = new("verifying");

    public void Begin(string name) => _work.Next(name);

    public void Report(long value) => _work.Report(value);

    public void Dispose() => _work.Dispose();
}
