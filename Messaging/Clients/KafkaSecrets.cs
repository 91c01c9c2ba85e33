using System.Diagnostics.CodeAnalysis;

namespace SegmentationUpdates.Messaging.Clients;

/// <summary>
/// Which properties of the Kafka clients are secret. Each of these can be given as a file as well, by the name of the property and <c>_file</c>:
/// <c>sasl_password_file=/run/secrets/kafka</c>.
/// </summary>
internal static class KafkaSecrets
{
    /// <summary>What a secret is shown as.</summary>
    public const string Mask = "***";

    private const string FileSuffix = ".file";

    // Wide enough for what is mistyped.
    private static readonly string[] Marks = ["pass", "secret", "key.pem", "oauthbearer.config"];

    /// <param name="name">librdkafka's name of a property.</param>
    public static bool IsSecret(string name) => !IsFile(name, out _) && Marks.Any(mark => name.Contains(mark, StringComparison.Ordinal));

    /// <summary>Whether this names the file of a secret, and of which.</summary>
    /// <param name="name">With dots for underscores.</param>
    /// <param name="secret">librdkafka's name of the property that the file holds.</param>
    public static bool IsFile(string name, [NotNullWhen(true)] out string? secret)
    {
        secret = name.EndsWith(FileSuffix, StringComparison.Ordinal) && IsSecret(name[..^FileSuffix.Length]) ? name[..^FileSuffix.Length] : null;
        return secret is not null;
    }

    /// <summary>The text of a file without its final line end.</summary>
    /// <exception cref="KafkaSettingsException">It cannot be read, or there is nothing in it.</exception>
    public static string Read(string path, string file)
    {
        string text;
        try
        {
            text = File.ReadAllText(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new KafkaSettingsException($"{path}: there is no file {file}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new KafkaSettingsException(
                $"{path}: {(file.Length == 0 ? "it names no file" : $"the file {file} cannot be read ({e.Message.TrimEnd('.')})")}", e);
        }

        text = text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
        return text.Length > 0 ? text : throw new KafkaSettingsException($"{path}: the file {file} is empty");
    }
}
