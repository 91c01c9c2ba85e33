using System.ComponentModel.DataAnnotations;

namespace SegmentationUpdates.Dashboard.Settings;

/// <summary>Configuration section <c>Segmentation:Dashboard</c>.</summary>
public sealed class DashboardOptions : IValidatableObject
{
    public const string Section = "Segmentation:Dashboard";

    /// <summary>
    /// What the header X-API-Key has to hold for whatever changes something: transactions, models, erasure. Null: nothing can be changed.
    /// </summary>
    [MinLength(16, ErrorMessage = $"{Section}:OperatorKey must have 16 characters or more")]
    public string? OperatorKey
    {
        get;
        set => field = string.IsNullOrEmpty(value) ? null : value; // An environment can set a variable to nothing, and not unset it.
    }

    /// <summary>Operator keys by the name of who has one, which the histories keep.</summary>
    public IDictionary<string, string> OperatorKeys { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is needed to look: in the header X-API-Key, or on the page's form. Null: whoever can reach it may look.</summary>
    [MinLength(16, ErrorMessage = $"{Section}:ViewerKey must have 16 characters or more")]
    public string? ViewerKey
    {
        get;
        set => field = string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>Viewer keys by the name of who has one.</summary>
    public IDictionary<string, string> ViewerKeys { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How long a login on the page lasts at most, however much it is used.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>
    /// Names that the dashboard answers to, separated by semicolons: <c>segments.example.com</c>, <c>*.example.com</c>, or <c>*</c> for any. Beside them it
    /// knows the loopback names, and, where it does not listen on loopback only, addresses and names without a dot.
    /// </summary>
    [RegularExpression(@"(\*|(\*\.)?[^\s;,:/*]+|\[[0-9a-fA-F:.]+\])(\s*[;,]\s*(\*|(\*\.)?[^\s;,:/*]+|\[[0-9a-fA-F:.]+\]))*\s*", ErrorMessage =
        $"{Section}:AllowedHosts must be names without ports, separated by semicolons, such as segments.example.com;*.example.org")]
    public string? AllowedHosts { get; set; }

    /// <summary>Most connections that stay open (live pages, hub, streams, files) of one address.</summary>
    [Range(1, 1_000_000)]
    public int ConnectionsPerAddress { get; set; } = 100;

    /// <summary>Most connections that stay open in all.</summary>
    [Range(1, 1_000_000)]
    public int Connections { get; set; } = 1_000;

    /// <summary>Requests a second to the API from one address; bursts may be twice that.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerSecond { get; set; } = 100;

    /// <summary>Attempts a minute to log in from one address.</summary>
    [Range(1, 1_000)]
    public int LoginsPerMinute { get; set; } = 10;

    /// <summary>Most transactions of one request.</summary>
    [Range(1, 100_000)]
    public int TransactionsPerRequest { get; set; } = 1_000;

    /// <summary>Most transactions that wait for Kafka's acknowledgement at a time; beyond it requests are told to come again.</summary>
    [Range(1, 1_000_000)]
    public int TransactionsInFlight { get; set; } = 10_000;

    /// <summary>The backlog of the consumers at which transactions are refused; null for a broker that holds everything.</summary>
    [Range(1, long.MaxValue)]
    public long? MaxBacklog { get; set; }

    /// <summary>How long Kafka may take to acknowledge a transaction.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan DeliveryTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>From 0 to 1023, of this process alone: part of the ids it gives. Null: leased from Kafka.</summary>
    [Range(0, 1023)]
    public int? ProducerNumber { get; set; }

    /// <summary>What amounts are in, such as EUR, to be shown beside them. Null: it is not said.</summary>
    [RegularExpression("[^ ]{1,8}", ErrorMessage = $"{Section}:Currency must have 1 to 8 characters without spaces, such as EUR")]
    public string? Currency { get; set; }

    /// <summary>
    /// Folder for the keys that cookies are signed with, shared by the dashboard's replicas; null: each start makes its own, and whoever was
    /// logged in logs in again.
    /// </summary>
    public string? DataProtectionFolder { get; set; }

    /// <summary>
    /// File of a certificate with its private key, PKCS#12 or, as .pem, text: the keys in that folder are encrypted with it. Null: they lie there in
    /// the clear, for whoever can read the folder.
    /// </summary>
    public string? DataProtectionCertificate { get; set; }

    /// <summary>The password of that file; null for none.</summary>
    public string? DataProtectionCertificatePassword { get; set; }

    /// <summary>
    /// File that lists the erasures, a line each, for after a restore: on a disk that is not restored with the database. Null: there is none.
    /// </summary>
    public string? ErasureLog
    {
        get;
        set => field = string.IsNullOrEmpty(value) ? null : value;
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        KeyRules.Problems(this).Select(problem => new ValidationResult(problem));
}
