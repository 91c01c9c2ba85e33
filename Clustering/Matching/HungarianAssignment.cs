namespace SegmentationUpdates.Clustering.Matching;

/// <summary>
/// Minimum cost perfect matching by shortest augmenting paths with potentials (Kuhn, 1955; Munkres, 1957; in the O(n³) form of Jonker and
/// Volgenant, 1987).
/// </summary>
internal static class HungarianAssignment
{
    /// <summary>For each row of the square cost matrix (n × n, finite) the column it is matched with.</summary>
    public static int[] Solve(double[,] cost)
    {
        var n = cost.GetLength(0);
        var rowPotential = new double[n];
        var columnPotential = new double[n];
        var rowOf = new int[n];
        Array.Fill(rowOf, -1);
        for (var row = 0; row < n; row++)
        {
            Augment(cost, row, rowPotential, columnPotential, rowOf);
        }

        var columnOf = new int[n];
        for (var column = 0; column < n; column++)
        {
            columnOf[rowOf[column]] = column;
        }

        return columnOf;
    }

    /// <summary>Matches one more row: Dijkstra over reduced costs to the nearest free column, then flips the path.</summary>
    private static void Augment(double[,] cost, int start, double[] rowPotential, double[] columnPotential, int[] rowOf)
    {
        var n = rowOf.Length;
        var distance = new double[n];
        var previous = new int[n];
        var done = new bool[n];
        Array.Fill(distance, double.PositiveInfinity);
        Array.Fill(previous, -1);
        var row = start;
        var column = -1;
        var reached = 0.0;
        do
        {
            var next = -1;
            for (var j = 0; j < n; j++)
            {
                if (done[j])
                {
                    continue;
                }

                var through = reached + cost[row, j] - rowPotential[row] - columnPotential[j];
                if (through < distance[j])
                {
                    (distance[j], previous[j]) = (through, column);
                }

                next = next < 0 || distance[j] < distance[next] ? j : next;
            }

            column = next;
            reached = distance[column];
            done[column] = true;
            row = rowOf[column];
        }
        while (row >= 0);

        rowPotential[start] += reached;
        for (var j = 0; j < n; j++)
        {
            if (done[j] && rowOf[j] >= 0)
            {
                rowPotential[rowOf[j]] += reached - distance[j];
                columnPotential[j] -= reached - distance[j];
            }
        }

        while (column >= 0)
        {
            var before = previous[column];
            rowOf[column] = before < 0 ? start : rowOf[before];
            column = before;
        }
    }
}
