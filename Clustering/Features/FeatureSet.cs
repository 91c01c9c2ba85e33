namespace SegmentationUpdates.Clustering.Features;

/// <summary>Which features are used where none are named.</summary>
public enum FeatureSet
{
    /// <summary><see cref="DefaultFeatures.All"/>: nine columns that every file of customers has, with lifetime figures of their payments.</summary>
    Prototype,

    /// <summary><see cref="DefaultFeatures.Current"/>: the same with recent figures. Customers in the database have them; files do not.</summary>
    Current,
}
