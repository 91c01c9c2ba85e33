using System.Text.Json.Serialization;

namespace SegmentationUpdates.Storage;

/// <summary>What asked for a model, or for its becoming active.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ModelReason>))]
public enum ModelReason
{
    /// <summary>There was none.</summary>
    [JsonStringEnumMemberName("initial")]
    Initial,

    /// <summary>The interval was over and there were new transactions.</summary>
    [JsonStringEnumMemberName("schedule")]
    Schedule,

    /// <summary>Customers had moved too far away from the model before.</summary>
    [JsonStringEnumMemberName("drift")]
    Drift,

    /// <summary>The centroids of the model before had followed the data for a while.</summary>
    [JsonStringEnumMemberName("online")]
    Online,

    /// <summary>Somebody asked for it.</summary>
    [JsonStringEnumMemberName("request")]
    Request,

    /// <summary>Only of an activation: somebody chose the version.</summary>
    [JsonStringEnumMemberName("manual")]
    Manual,

    /// <summary>Only of an activation: somebody approved a version that waited for that.</summary>
    [JsonStringEnumMemberName("approved")]
    Approved,

    /// <summary>Only of an activation: somebody let go of a version that was activated by hand.</summary>
    [JsonStringEnumMemberName("unpin")]
    Unpin,

    /// <summary>Only read: a reason that this version does not know, of a later version or written by hand.</summary>
    [JsonStringEnumMemberName("other")]
    Other,
}
