using System.Text.Json.Serialization;

namespace SegmentationUpdates.Storage;

/// <summary>Why a customer's segment changed, as far as this product says so: other writers of the database give reasons of their own.</summary>
public enum SegmentChangeReason
{
    /// <summary>The customer's own transactions moved the profile.</summary>
    [JsonStringEnumMemberName("transactions")]
    Transactions,

    /// <summary>A new model, or recency that aged.</summary>
    [JsonStringEnumMemberName("model")]
    Model,

    /// <summary>The first segment of a customer who had none: a placement, and no move.</summary>
    [JsonStringEnumMemberName("initial")]
    Initial,

    /// <summary>The customer was added with this segment: a placement too.</summary>
    [JsonStringEnumMemberName("loaded")]
    Loaded,

    /// <summary>Somebody changed the segment in the database, and gave no reason.</summary>
    [JsonStringEnumMemberName("manual")]
    Manual,

    /// <summary>The customer was erased: the change leads from nowhere to nowhere, and is the last thing that is told of the customer.</summary>
    [JsonStringEnumMemberName("erased")]
    Erased,
}
