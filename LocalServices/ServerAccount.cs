namespace SegmentationUpdates.LocalServices;

internal static class ServerAccount
{
    /// <summary>The account for the server of <paramref name="cluster"/>, which may not exist yet.</summary>
    /// <exception cref="LocalServiceException">This is root, and there is no way to another account.</exception>
    public static async Task<IServerAccount> ForAsync(string cluster, CancellationToken cancellationToken) =>
        Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows()
            ? await UnprivilegedAccount.CreateAsync(cluster, cancellationToken)
            : new CurrentAccount();

    /// <summary>The account may not be able to read what this process can.</summary>
    /// <exception cref="LocalServiceException">It cannot run the programs.</exception>
    public static async Task CheckAsync(IServerAccount account, PostgresBinaries binaries, CancellationToken cancellationToken)
    {
        if (account is CurrentAccount)
        {
            return;
        }

        var output = await account.RunAsync("/", binaries.Postgres, ["--version"], cancellationToken);
        if (!output.Succeeded)
        {
            throw new LocalServiceException(
                $"PostgreSQL does not run as root, and the user that it is started as cannot run the programs in {binaries.Folder}: "
                + $"{output.Text.TrimEnd('.')}. Have them where every user may read them: install them ({PostgresInstallation.Command}), or "
                + $"name such a folder in {PostgresCache.FolderVariable} to have them fetched there.");
        }
    }
}

/// <summary>An ordinary user starts PostgreSQL as it is.</summary>
internal sealed class CurrentAccount : IServerAccount
{
    public string NameOf(string folder) => folder;

    public Task<ProcessOutput> RunAsync(
        string folder, string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        ProcessRunner.RunAsync(program, arguments, cancellationToken);

    public Task GiveAsync(string path, CancellationToken cancellationToken) => Task.CompletedTask;
}
