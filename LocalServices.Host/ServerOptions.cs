using System.ComponentModel.DataAnnotations;

namespace SegmentationUpdates.LocalServices.Host;

/// <summary>What the AppHost says. Configuration section <c>LocalServices</c>.</summary>
internal sealed class ServerOptions
{
    public const string Section = "LocalServices";

    /// <summary>Where PostgreSQL listens, on the loopback address.</summary>
    [Range(1, 65535)]
    public int PostgresPort { get; set; }

    /// <summary>Where clients find the broker, on the loopback address.</summary>
    [Range(1, 65535)]
    public int KafkaPort { get; set; }

    /// <summary>Of <see cref="OwnerLogin.User"/>; may be another at every start.</summary>
    [Required]
    public string Password { get; set; } = "";

    /// <summary>Folder that keeps PostgreSQL's data; without one they are thrown away at the end. The broker keeps nothing.</summary>
    public string? Data { get; set; }
}
