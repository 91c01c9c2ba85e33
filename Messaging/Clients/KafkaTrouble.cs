namespace SegmentationUpdates.Messaging.Clients;

/// <summary>Kinds of reasons why a broker cannot be used, by what mends them.</summary>
public enum KafkaTrouble
{
    /// <summary>Nobody listens, or nobody answers in time.</summary>
    NoAnswer,

    /// <summary>The host's name is not known.</summary>
    UnknownHost,

    /// <summary>The broker refuses the login.</summary>
    RefusedLogin,

    /// <summary>The broker's certificate is not trusted, or ours is not.</summary>
    Certificate,

    /// <summary>TLS is spoken on one side only.</summary>
    Tls,

    /// <summary>Somebody listens who does not speak Kafka, or wants TLS first.</summary>
    OtherProtocol,
}
