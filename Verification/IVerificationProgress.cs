namespace SegmentationUpdates.Verification;

/// <summary>Hears how far a verification is.</summary>
public interface IVerificationProgress : IProgress<long>
{
    /// <summary>Begins the next step, whose messages are counted by themselves.</summary>
    /// <param name="name">What is compared, for a person.</param>
    void Begin(string name);
}
