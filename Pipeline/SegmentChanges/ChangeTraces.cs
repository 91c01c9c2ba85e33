using System.Collections.Concurrent;
using System.Diagnostics;

namespace SegmentationUpdates.Pipeline.SegmentChanges;

/// <summary>
/// Which trace a customer's change of segment belongs to, from the batch that made the change until it is published by the same process. One
/// that another replica publishes is published without a trace.
/// </summary>
internal sealed class ChangeTraces
{
    // Changes that another replica publishes are never asked for.
    private const int Most = 1_000;

    private readonly ConcurrentDictionary<int, ActivityContext> _contexts = new();

    /// <summary>The customers change in what is being traced now, if anything is.</summary>
    public void Remember(IEnumerable<int> customers)
    {
        if (Activity.Current is not { Recorded: true } activity)
        {
            return;
        }

        if (_contexts.Count > Most)
        {
            _contexts.Clear();
        }

        foreach (var customer in customers)
        {
            _contexts[customer] = activity.Context;
        }
    }

    /// <summary>The context for a customer's change, once; null if it has none.</summary>
    public ActivityContext? Take(int customer) => _contexts.TryRemove(customer, out var context) ? context : null;
}
