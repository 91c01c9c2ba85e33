using SegmentationUpdates.Customers;
using SegmentationUpdates.Standalone.Views;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>The load of a customers file into the database. It begins with the first customer: most runs find customers there and load none.</summary>
internal sealed class LoadingWork(string file) : IProgress<long>, IDisposable
{
    private Work? _work;

    public void Report(long value) => (_work ??= new Work("loading customers", CustomerCsvReader.CountLines(file))).Report(value);

    public void Dispose() => _work?.Dispose();
}
