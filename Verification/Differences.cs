namespace SegmentationUpdates.Verification;

/// <summary>Counts what differs and keeps some of it to show.</summary>
internal sealed class Differences(string name)
{
    private const int MostShown = 10;

    private readonly List<string> _examples = [];
    private long _compared;
    private long _count;

    public void Compare(long count = 1) => _compared += count;

    public void Add(string difference)
    {
        _count++;
        if (_examples.Count < MostShown)
        {
            _examples.Add(difference);
        }
    }

    public VerifiedPart ToPart() => new(name, _compared, _count, _examples);
}
