using SegmentationUpdates.Customers;
using SegmentationUpdates.Producer.Simulation;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>The customers of a file, for a producer that is alone.</summary>
internal sealed class FileCustomers(string file, TableOptions table) : ICustomerSource
{
    public IEnumerable<Customer> Read(CancellationToken cancellationToken) => CustomerFile.Read(file, table, cancellationToken);
}
