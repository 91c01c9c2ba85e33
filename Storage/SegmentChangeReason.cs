namespace SegmentationUpdates.Storage;

/// <summary>Why a customer's segment changed.</summary>
public static class SegmentChangeReason
{
    /// <summary>The customer's own transactions moved the profile.</summary>
    public const string Transactions = "transactions";

    /// <summary>A new model, or recency that aged.</summary>
    public const string Model = "model";

    /// <summary>The first segment of a customer who had none: a placement, and no move.</summary>
    public const string Initial = "initial";

    /// <summary>The customer was added with this segment: a placement too.</summary>
    public const string Loaded = "loaded";

    /// <summary>The customer was erased: the change leads from nowhere to nowhere, and is the last thing that is told of the customer.</summary>
    public const string Erased = "erased";
}
