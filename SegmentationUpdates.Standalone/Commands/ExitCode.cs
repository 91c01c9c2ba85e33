namespace SegmentationUpdates.Standalone.Commands;

internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>Something failed; standard error says what, and what to do.</summary>
    public const int Failure = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;
}
