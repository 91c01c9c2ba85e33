namespace SegmentationUpdates.LocalServices;

/// <summary>The user account that PostgreSQL's programs run under.</summary>
internal interface IServerAccount
{
    /// <summary>The name that a program run on <paramref name="folder"/> by <see cref="RunAsync"/> has to use for it.</summary>
    string NameOf(string folder);

    /// <summary>Runs a program that works on <paramref name="folder"/>.</summary>
    Task<ProcessOutput> RunAsync(
        string folder, string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken);

    /// <summary>Gives the account a folder, or file, and what is in it.</summary>
    Task GiveAsync(string path, CancellationToken cancellationToken);
}
