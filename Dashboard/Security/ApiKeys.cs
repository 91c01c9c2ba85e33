using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using SegmentationUpdates.Dashboard.Settings;

namespace SegmentationUpdates.Dashboard.Security;

/// <summary>Tells whose key a key is, in a time that does not depend on how much of it is right.</summary>
public sealed class ApiKeys
{
    private readonly byte[]? _operator;
    private readonly byte[]? _viewer;

    public ApiKeys(IOptions<DashboardOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _operator = Hash(options.Value.OperatorKey);
        _viewer = Hash(options.Value.ViewerKey);
    }

    /// <summary>Without one nobody can change anything.</summary>
    public bool HasOperatorKey => _operator is not null;

    /// <summary>Without one everybody may look.</summary>
    public bool HasViewerKey => _viewer is not null;

    /// <returns>One of <see cref="DashboardRoles"/>; null for a key that is none.</returns>
    public string? RoleOf(string? key)
    {
        var hash = Hash(key ?? "")!;

        // Hashes are equally long, and both are compared, whatever the first comparison says.
        var isOperator = _operator is not null & CryptographicOperations.FixedTimeEquals(hash, _operator ?? hash);
        var isViewer = _viewer is not null & CryptographicOperations.FixedTimeEquals(hash, _viewer ?? hash);
        return isOperator ? DashboardRoles.Operator : isViewer ? DashboardRoles.Viewer : null;
    }

    /// <summary>
    /// What a session remembers of the key that began it, and that tells nothing of the key: with another key of the role the session is over.
    /// Empty for a role that has none.
    /// </summary>
    public string Fingerprint(string role)
    {
        var hash = role == DashboardRoles.Operator ? _operator : role == DashboardRoles.Viewer ? _viewer : null;
        return hash is null ? "" : Convert.ToHexStringLower(SHA256.HashData([.. "session"u8, .. hash]));
    }

    private static byte[]? Hash(string? key) => key is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
