namespace SegmentationUpdates.LocalServices;

/// <param name="ExitCode">As the program gave it; 127 if it could not be run.</param>
/// <param name="Text">Standard output and standard error.</param>
internal sealed record ProcessOutput(int ExitCode, string Text)
{
    public bool Succeeded => ExitCode == 0;
}
