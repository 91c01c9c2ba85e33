namespace SegmentationUpdates.Pipeline.Storage;

/// <summary>Why a customer's segment changed.</summary>
public static class SegmentChangeReason
{
    /// <summary>The customer's own transactions moved the profile.</summary>
    public const string Transactions = "transactions";

    /// <summary>A new model, or recency that aged.</summary>
    public const string Model = "model";
}
