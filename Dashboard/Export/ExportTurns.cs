namespace SegmentationUpdates.Dashboard.Export;

/// <summary>
/// Lets a few exports at a time ask the database, whatever their number: the others wait for their turn. A turn ends with the answer of
/// the database, not with the reader who takes it in.
/// </summary>
internal sealed class ExportTurns : IDisposable
{
    private const int AtATime = 2;

    private readonly SemaphoreSlim _free = new(AtATime);

    public async Task<T> TakeAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            return await read();
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();
}
