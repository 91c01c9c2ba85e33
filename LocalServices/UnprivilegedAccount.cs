using System.Globalization;

namespace SegmentationUpdates.LocalServices;

/// <summary>Root starts PostgreSQL as somebody else, because PostgreSQL refuses to run as root.</summary>
/// <remarks>
/// That account often cannot reach the folder: a clone under /root, or a folder made by mktemp, has parents that only root may enter.
/// So root opens the folder, and the program inherits the open descriptor and names the folder /proc/self/fd/9, which looks up no
/// parent. That needs no capability beyond changing the user, which a default container has. (The working directory would not do:
/// before version 16 the programs leave it and return by its full path while they look for their own location.)
/// </remarks>
internal sealed class UnprivilegedAccount(UnixUser user, string switcher) : IServerAccount
{
    private const string Descriptor = "/proc/self/fd/9";
    private const string OpenThenRun = """cd / && exec 9<"$0" && exec "$@" """;

    public static async Task<UnprivilegedAccount> CreateAsync(string cluster, CancellationToken cancellationToken)
    {
        var user = await ChooseUserAsync(cluster, cancellationToken);
        foreach (var switcher in (string[])["setpriv", "runuser", "su"])
        {
            var account = new UnprivilegedAccount(user, switcher);
            // BusyBox has a setpriv that cannot change the user, and a container may lack the right to.
            if ((await account.RunAsync("/", "/bin/sh", ["-c", "true"], cancellationToken)).Succeeded)
            {
                return account;
            }
        }

        throw new LocalServiceException(
            $"PostgreSQL does not run as root, and changing to the user {user.Name} failed with each of setpriv, runuser and su. "
            + "Run this program as an ordinary user, or give a running server with --postgres.");
    }

    public string NameOf(string folder) => OperatingSystem.IsLinux() ? Descriptor : folder;

    public Task<ProcessOutput> RunAsync(
        string folder, string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        ProcessRunner.RunAsync(
            "/bin/sh", ["-c", OpenThenRun, folder, .. AsUser([program, .. arguments])], cancellationToken);

    public async Task GiveAsync(string path, CancellationToken cancellationToken)
    {
        var output = await ProcessRunner.RunAsync("chown", ["-R", $"{user.Id}:{user.GroupId}", path], cancellationToken);
        if (!output.Succeeded)
        {
            throw new LocalServiceException(
                $"PostgreSQL does not run as root, and {path} cannot be given to the user {user.Name}: {output.Text}. "
                + "Choose another data folder with --data, or run this program as an ordinary user.");
        }
    }

    private static async Task<UnixUser> ChooseUserAsync(string cluster, CancellationToken cancellationToken)
    {
        var users = UnixUser.ReadAll();
        if (Directory.Exists(cluster))
        {
            // The server must own its files; whoever made them earlier, without being root, can then still use them afterwards.
            string[] ownerOnly = OperatingSystem.IsLinux() ? ["-c", "%u"] : ["-f", "%u"];
            var owner = await ProcessRunner.RunAsync("stat", [.. ownerOnly, cluster], cancellationToken);
            if (uint.TryParse(owner.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id != 0)
            {
                return users.FirstOrDefault(user => user.Id == id) ?? new UnixUser(owner.Text, id, id);
            }
        }

        return users.FirstOrDefault(user => user.Name == "postgres")
            ?? users.FirstOrDefault(user => user.Name == "nobody")
            ?? throw new LocalServiceException(
                "PostgreSQL does not run as root, and /etc/passwd has neither a user postgres nor nobody. "
                + "Run this program as an ordinary user, or give a running server with --postgres.");
    }

    private string[] AsUser(string[] command) => switcher switch
    {
        "setpriv" => ["setpriv", $"--reuid={user.Id}", $"--regid={user.GroupId}", "--clear-groups", .. command],
        "runuser" => ["runuser", "-u", user.Name, "--", .. command],
        _ => ["su", user.Name, "-s", "/bin/sh", "-c", string.Join(' ', command.Select(Quote))],
    };

    private static string Quote(string argument) => $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
