using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using SegmentationUpdates.Dashboard.Settings;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Hosting.Operators;

namespace SegmentationUpdates.Dashboard.Security;

/// <summary>
/// Tells whose key a key is, in a time that does not depend on how much of it is right. Keys that change in the configuration while the
/// dashboard runs change here, unless they are none.
/// </summary>
public sealed partial class ApiKeys : IDisposable
{
    private readonly ILogger<ApiKeys> _logger;
    private readonly IDisposable _reload;
    private volatile Entry[] _entries;

    public ApiKeys(IOptions<DashboardOptions> options, IConfiguration configuration, ILogger<ApiKeys> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(configuration);
        _logger = logger;
        _entries = Entries(options.Value);
        _reload = ChangeToken.OnChange(configuration.GetReloadToken, Read, configuration);

        // The options are those of the start, and this is made for the first request, which may come much later.
        Read(configuration);
    }

    /// <summary>Without one nobody can change anything.</summary>
    public bool HasOperatorKey => Array.Exists(_entries, entry => entry.Holder.Role == DashboardRoles.Operator);

    /// <summary>Without one everybody may look.</summary>
    public bool HasViewerKey => Array.Exists(_entries, entry => entry.Holder.Role == DashboardRoles.Viewer);

    /// <returns>Null for a key that is none.</returns>
    public KeyHolder? HolderOf(string? key)
    {
        // Hashes are equally long, and all are compared, whatever the first comparisons say.
        var hash = KeyHash.Of(key ?? "");
        KeyHolder? holder = null;
        foreach (var entry in _entries)
        {
            var isEqual = KeyHash.Equal(hash, entry.Hash);
            holder ??= isEqual ? entry.Holder : null;
        }

        return holder;
    }

    /// <summary>
    /// What a session remembers of the key that began it, and that tells nothing of the key: with another key of the holder the session is over.
    /// </summary>
    /// <param name="key">One that <see cref="HolderOf"/> knows.</param>
    public static string Fingerprint(string key) => Fingerprint(KeyHash.Of(key));

    /// <summary>Whether the key with this fingerprint is still the holder's.</summary>
    public bool IsStillOf(KeyHolder holder, string fingerprint) =>
        Array.Exists(_entries, entry => entry.Holder == holder && entry.Fingerprint == fingerprint);

    public void Dispose() => _reload.Dispose();

    private void Read(IConfiguration configuration)
    {
        try
        {
            _entries = Entries(ValidatedOptions.Read<DashboardOptions>(configuration, DashboardOptions.Section));
        }
        catch (OptionsValidationException e)
        {
            LogKept(string.Join("; ", e.Failures));
        }
    }

    // Operators first: who has one key for both is one.
    private static Entry[] Entries(DashboardOptions options) =>
    [
        .. Of(DashboardRoles.Operator, options.OperatorKey, options.OperatorKeys),
        .. Of(DashboardRoles.Viewer, options.ViewerKey, options.ViewerKeys),
    ];

    private static IEnumerable<Entry> Of(string role, string? key, IEnumerable<KeyValuePair<string, string>> named) =>
        named.Prepend(new KeyValuePair<string, string>(role, key ?? ""))
            .Where(holder => !string.IsNullOrEmpty(holder.Value))
            .Select(holder => (holder.Key, Hash: KeyHash.Of(holder.Value)))
            .Select(holder => new Entry(new KeyHolder(holder.Key, role), holder.Hash, Fingerprint(holder.Hash)));

    private static string Fingerprint(byte[] hash) => Convert.ToHexStringLower(SHA256.HashData([.. "session"u8, .. hash]));

    [LoggerMessage(1, LogLevel.Error, "The configuration has changed and is not valid, so the keys stay what they were: {Problems}")]
    private partial void LogKept(string problems);

    private sealed record Entry(KeyHolder Holder, byte[] Hash, string Fingerprint);
}
