namespace SegmentationUpdates.LocalServices;

internal static class ServerAccount
{
    /// <summary>The account for the server of <paramref name="cluster"/>, which may not exist yet.</summary>
    /// <exception cref="LocalServiceException">This is root, and there is no way to another account.</exception>
    public static async Task<IServerAccount> ForAsync(string cluster, CancellationToken cancellationToken) =>
        Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows()
            ? await UnprivilegedAccount.CreateAsync(cluster, cancellationToken)
            : new CurrentAccount();
}
