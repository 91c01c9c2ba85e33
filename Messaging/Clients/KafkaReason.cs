using System.Text.RegularExpressions;
using Confluent.Kafka;

namespace SegmentationUpdates.Messaging.Clients;

/// <summary>
/// Why a broker cannot be used, in the client's own words. By itself the error of a call is "Local: Broker transport failure", whatever happened.
/// </summary>
/// <param name="Trouble">What kind of reason it is.</param>
/// <param name="Text">The client's words, without its names for threads and states.</param>
public sealed partial record KafkaReason(KafkaTrouble Trouble, string Text)
{
    // What getaddrinfo says while the name server is away: it may know the name later.
    private const string NoNameServer = "Temporary failure";

    /// <summary>Whether waiting does not help: somebody has to mend something.</summary>
    public bool IsFinal => Trouble switch
    {
        KafkaTrouble.RefusedLogin or KafkaTrouble.Certificate or KafkaTrouble.Tls => true,
        KafkaTrouble.UnknownHost => !Text.Contains(NoNameServer, StringComparison.Ordinal),
        _ => false,
    };

    public static KafkaReason Of(Error error)
    {
        ArgumentNullException.ThrowIfNull(error);
        var text = Words(error.Reason);
        return new KafkaReason(Kind(error.Code, text), text);
    }

    /// <summary>The sentence for a person: what is the matter, why, and the mend.</summary>
    /// <param name="servers">The address that was asked for.</param>
    /// <param name="setting">Where it was given: an option, or a key of the configuration.</param>
    /// <param name="otherwise">What else could be done about a broker that is not there; null for nothing.</param>
    public string Sentence(string servers, string setting, string? otherwise = null)
    {
        const string Key = $"{KafkaSettings.Section}:Common:";
        return Trouble switch
        {
            KafkaTrouble.UnknownHost => $"no Kafka broker answers at {servers} ({Text}): correct the name in {setting}",
            KafkaTrouble.RefusedLogin =>
                $"Kafka at {servers} refuses the login ({Text}): correct {Key}sasl_username, {Key}sasl_password or {Key}sasl_mechanism",
            KafkaTrouble.Certificate => $"the certificate of Kafka at {servers} is not accepted ({Text}): correct {Key}ssl_ca_location",
            KafkaTrouble.Tls => $"Kafka at {servers} does not speak TLS ({Text}): correct the port in {setting}, or {Key}security_protocol",
            KafkaTrouble.OtherProtocol =>
                $"no Kafka broker answers at {servers} ({Text}): correct the port in {setting}, "
                    + $"or set {Key}security_protocol if the broker wants TLS or a login",
            _ => $"no Kafka broker answers at {servers} ({Text}): start it"
                + (otherwise is null ? $" or correct {setting}" : $", correct {setting}, or {otherwise}"),
        };
    }

    /// <summary>A message of the client without the names of its threads, connections and states.</summary>
    public static string Words(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Place().Replace(State().Replace(message.Trim(), ""), "");
    }

    private static KafkaTrouble Kind(ErrorCode code, string text) => code switch
    {
        ErrorCode.Local_Resolve => KafkaTrouble.UnknownHost,
        ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed or ErrorCode.UnsupportedSaslMechanism or ErrorCode.IllegalSaslState =>
            KafkaTrouble.RefusedLogin,
        ErrorCode.Local_Ssl when text.Contains("certificate", StringComparison.OrdinalIgnoreCase) => KafkaTrouble.Certificate,
        ErrorCode.Local_Ssl => KafkaTrouble.Tls,
        ErrorCode.Local_BadMsg => KafkaTrouble.OtherProtocol,
        ErrorCode.Local_Transport when text.StartsWith("Disconnected", StringComparison.Ordinal) => KafkaTrouble.OtherProtocol,
        _ => KafkaTrouble.NoAnswer,
    };

    // "[thrd:sasl_ssl://db:9092/bootstrap]: sasl_ssl://db:9092/bootstrap: "
    [GeneratedRegex(@"^(\[thrd:[^\]]*\]: )?(\S+/(bootstrap|\d+): )?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();

    // " (after 5ms in state CONNECT, 3 identical error(s) suppressed)"
    [GeneratedRegex(@"\s*\(after \d+ms in state [^)]*(\(s\)[^)]*)?\)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex State();
}
