namespace SegmentationUpdates.Standalone.Errors;

internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>Something failed; standard error says what, and what to do.</summary>
    public const int Failure = 1;

    /// <summary>The command line or the configuration is wrong; nothing was started.</summary>
    public const int Usage = 2;
}
