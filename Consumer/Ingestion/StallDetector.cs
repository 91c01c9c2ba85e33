namespace SegmentationUpdates.Consumer.Ingestion;

/// <summary>
/// Tells a standstill from a rest: messages wait, and nobody has got on for a while. A consumer that has nothing to do, and one that waits in
/// reserve while others work, rest.
/// </summary>
/// <param name="patience">So long may messages wait without progress.</param>
/// <param name="time">The clock.</param>
internal sealed class StallDetector(TimeSpan patience, TimeProvider time)
{
    private long _position = -1;
    private long? _since;

    /// <param name="position">Grows when messages are dealt with.</param>
    /// <param name="waiting">Messages that are not.</param>
    /// <returns>Since when nothing has moved; null as long as that is no standstill.</returns>
    public TimeSpan? Observe(long position, long waiting)
    {
        if (waiting <= 0 || position != _position)
        {
            _position = position;
            _since = waiting > 0 ? time.GetTimestamp() : null;
            return null;
        }

        _since ??= time.GetTimestamp();
        var still = time.GetElapsedTime(_since.Value);
        return still >= patience ? still : null;
    }

    /// <summary>Begins anew: what was observed before does not count.</summary>
    public void Reset() => _since = null;
}
