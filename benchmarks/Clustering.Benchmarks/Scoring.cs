using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using SegmentationUpdates.Clustering.Drift;
using SegmentationUpdates.Clustering.Features;
using SegmentationUpdates.Clustering.Scoring;
using SegmentationUpdates.Clustering.Tests;
using SegmentationUpdates.Clustering.Training;

namespace SegmentationUpdates.Clustering.Benchmarks;

/// <summary>Segments of raw rows by our model, against ML.NET on rows that are scaled already.</summary>
internal static class Scoring
{
    private const int Rows = 100_000;

    public static void Run()
    {
        var data = SyntheticCustomers.Bank(Rows, seed: 1);
        foreach (var k in new[] { 1, 3, 8, 20 })
        {
            var model = new SegmentationTrainer(new ClusteringOptions { K = k, Restarts = 2 }).Train(data).Model;
            var segments = new int[Rows];
            var distances = new double[Rows];
            var batch = Nanoseconds(() => model.Assign(data, segments, distances));
            var single = Nanoseconds(() =>
            {
                for (var i = 0; i < Rows; i++)
                {
                    segments[i] = model.Assign(data.Row(i)).Segment;
                }
            });
            var held = Nanoseconds(() =>
            {
                for (var i = 0; i < Rows; i++)
                {
                    segments[i] = model.Assign(data.Row(i), segments[i], .1).Segment;
                }
            });
            var monitor = new DriftMonitor(model);
            var drift = Nanoseconds(() =>
            {
                for (var i = 0; i < Rows; i++)
                {
                    monitor.Add(data.Row(i), new Assignment(segments[i], distances[i]));
                }
            });
            var mlNet = MlNet(model.Scaler.Transform(data), k);
            Console.WriteLine(
                $"scoring, k = {k,2}: batch {batch,5:F1} ns/row ({batch / k:F1} per centroid), one by one {single,5:F1}, with a switch margin "
                    + $"{held,5:F1}, watching drift {drift,5:F1} more, ML.NET {mlNet,5:F0}: {mlNet / batch:F0} and {mlNet / single:F0} times");
        }
    }

    private static double MlNet(FeatureMatrix scaled, int k)
    {
        var context = new MLContext(1);
        var view = context.Data.LoadFromEnumerable(
            Enumerable.Range(0, scaled.Rows).Select(i => new Customer { Features = [.. scaled.Row(i).ToArray().Select(v => (float)v)] }).ToArray(),
            SchemaDefinition());
        var transformer = context.Clustering.Trainers.KMeans(new KMeansTrainer.Options { NumberOfClusters = k, MaximumNumberOfIterations = 5 }).Fit(view);
        return Nanoseconds(() =>
        {
            var output = transformer.Transform(view);
            using var cursor = output.GetRowCursor([output.Schema["PredictedLabel"]]);
            var label = cursor.GetGetter<uint>(output.Schema["PredictedLabel"]);
            var segment = 0u;
            while (cursor.MoveNext())
            {
                label(ref segment);
            }
        });

        SchemaDefinition SchemaDefinition()
        {
            var schema = Microsoft.ML.Data.SchemaDefinition.Create(typeof(Customer));
            schema[nameof(Customer.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, scaled.Columns);
            return schema;
        }
    }

    private static double Nanoseconds(Action action) => Timing.Best(runs: 10, action) * 1e6 / Rows;

    private sealed class Customer
    {
        public float[] Features { get; set; } = [];
    }
}
