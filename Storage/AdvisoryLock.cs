namespace SegmentationUpdates.Storage;

/// <summary>
/// The keys of all advisory locks of the product, each for one piece of work: two kinds of work under one key would wait for each other.
/// PostgreSQL keeps the keys of each database apart. Functions of db/ give two of these keys to SQL.
/// </summary>
public enum AdvisoryLock : long
{
    /// <summary>Shared by whoever scores customers, exclusive for whoever activates a model: <c>model_lock_key()</c> in SQL.</summary>
    ActiveModel = 7305808869231650913,

    /// <summary>For whoever adds changes of segment, so that their ids grow in the order of the commits: <c>change_order_lock_key()</c> in SQL.</summary>
    ChangeOrder = 7305808869231650914,

    /// <summary>For whoever trains and applies models.</summary>
    Reclustering = 7305808869231650915,

    /// <summary>For whoever changes the schema.</summary>
    Schema = 7305808869231650916,

    /// <summary>For whoever publishes the changes of segment, for as long as it runs.</summary>
    SegmentChanges = 7305808869231650917,

    /// <summary>For whoever makes the services' login.</summary>
    ServiceLogin = 7305808869231650918,
}
