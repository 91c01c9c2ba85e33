using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace SegmentationUpdates.Clustering.Training;

/// <summary>One k-means++ start by ML.NET.</summary>
internal static class KMeansStart
{
    /// <summary>
    /// Centroids (k × columns) that ML.NET finds on the sample. It repeats itself only with a new context per fit, one thread and the same order of rows.
    /// Null if it finds fewer than k distinct rows: as floats there may be fewer than as doubles.
    /// </summary>
    public static double[]? Run(SampleView sample, int k, int seed, int maxIterations)
    {
        var trainer = new MLContext(seed).Clustering.Trainers.KMeans(new KMeansTrainer.Options
        {
            FeatureColumnName = SampleView.FeaturesColumn,
            NumberOfClusters = k,
            // The default is k-means||.
            InitializationAlgorithm = KMeansTrainer.InitializationAlgorithm.KMeansPlusPlus,
            MaximumNumberOfIterations = maxIterations,
            NumberOfThreads = 1,
        });
        VBuffer<float>[] found = [];
        try
        {
            trainer.Fit(sample).Model.GetClusterCentroids(ref found, out _);
        }
        catch (InvalidOperationException)
        {
            return null;
        }

        return [.. found.SelectMany(c => c.DenseValues()).Select(v => (double)v)];
    }
}
