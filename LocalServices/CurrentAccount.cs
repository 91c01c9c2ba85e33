namespace SegmentationUpdates.LocalServices;

/// <summary>An ordinary user starts PostgreSQL as it is.</summary>
internal sealed class CurrentAccount : IServerAccount
{
    public string NameOf(string folder) => folder;

    public Task<ProcessOutput> RunAsync(
        string folder, string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        ProcessRunner.RunAsync(program, arguments, cancellationToken);

    public Task GiveAsync(string path, CancellationToken cancellationToken) => Task.CompletedTask;
}
