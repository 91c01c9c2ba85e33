namespace SegmentationUpdates.Hosting.Operators;

/// <summary>Metadata of commands.</summary>
public sealed class OperatorsOnly
{
    internal static readonly OperatorsOnly Instance = new();

    private OperatorsOnly()
    {
    }
}
