namespace SegmentationUpdates.Clustering.Training;

// Not for secrets, and seeded so that it repeats itself.
#pragma warning disable CA5394

/// <summary>
/// Searches few distinct rows until nothing better is to be expected: independent searches by random swaps (Fränti, 2018) begin, a few at
/// a time, until several of them have ended at the best that any has found, or their work is used up. With few rows the optima are far apart, and a fixed
/// number of starts misses the best too often.
/// </summary>
internal static class FewRowsSearch
{
    /// <summary>Distinct rows up to which this is worth its time: a search takes milliseconds.</summary>
    public const int MostRows = 2_000;

    private const int AtOnce = 4;
    private const int FewestRounds = 1;
    private const int MostRounds = 12;

    /// <summary>Distances of one feature that all rounds may take, as far as that can be told before: about a second of one core.</summary>
    private const double MostWork = 8e8;

    /// <summary>Searches that must end within <see cref="Same"/> of the best.</summary>
    private const int Agreeing = 4;
    private const double Same = 1 + 1e-4;

    /// <summary>Trials in a row without gain that end a search; more for more centroids, of which a trial moves one.</summary>
    private const int Patience = 60;
    private const int PatiencePerCluster = 15;

    /// <summary>Passes before a trial is judged; one that is then worse by more than <see cref="Hopeless"/> is given up.</summary>
    private const int ProbePasses = 3;
    private const double Hopeless = 1.02;
    private const int MostPasses = 1_000;

    /// <summary>The best solution; null if there are more than <see cref="MostRows"/> distinct rows, or no more than clusters.</summary>
    public static Candidate? Run(CanonicalRows rows, int k, int seed, CancellationToken cancellationToken)
    {
        if (k == 1 || DistinctRows.Of(rows, MostRows) is not { } distinct || distinct.Rows.Count <= k)
        {
            return null;
        }

        var found = new List<Candidate>();
        var work = (double)AtOnce * (Patience + (PatiencePerCluster * k)) * ProbePasses * distinct.Rows.Values.Length * k;
        var rounds = Math.Clamp((int)(MostWork / work), FewestRounds, MostRounds);
        for (var round = 0; round < rounds; round++)
        {
            var searches = new Candidate[AtOnce];
            Parallel.For(0, AtOnce, new ParallelOptions { CancellationToken = cancellationToken }, search =>
                searches[search] = Search(distinct, k, new Random(seed + (round * AtOnce) + search), cancellationToken));
            found.AddRange(searches);
            if (found.Count(candidate => candidate.Inertia <= found.Min(c => c.Inertia) * Same) >= Agreeing)
            {
                break;
            }
        }

        return MultiStart.Settle(rows, k, found.MinBy(candidate => candidate.Inertia)!.Centroids, cancellationToken);
    }

    private static Candidate Search(DistinctRows distinct, int k, Random random, CancellationToken cancellationToken)
    {
        var lloyd = new WeightedLloyd(distinct, k);
        var best = lloyd.Run(QuickKMeans.Seeds(distinct.Rows, k, random), MostPasses, cancellationToken);
        var costs = lloyd.Costs(best.Centroids);
        for (var failures = 0; failures < Patience + (PatiencePerCluster * k); failures++)
        {
            var start = best.Centroids.ToArray();

            // By turns any row, and one that adds much to the inertia.
            var row = failures % 2 == 0 ? random.Next(distinct.Rows.Count) : QuickKMeans.Drawn(costs, random.NextDouble() * best.Inertia);
            distinct.Rows.Row(row).CopyTo(start.AsSpan(random.Next(k) * distinct.Rows.Columns));
            var trial = lloyd.Run(start, ProbePasses, cancellationToken);
            if (trial.Inertia < best.Inertia * Hopeless)
            {
                trial = lloyd.Run(trial.Centroids, MostPasses, cancellationToken);
            }

            if (trial.Inertia < best.Inertia * (1 - 1e-9))
            {
                (best, failures) = (trial, 0);
                costs = lloyd.Costs(best.Centroids);
            }
        }

        return best;
    }
}
#pragma warning restore CA5394
