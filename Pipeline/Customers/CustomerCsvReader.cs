namespace SegmentationUpdates.Pipeline.Customers;

/// <summary>
/// Reads customers from a CSV file: UTF-8, comma-separated, with a header. Columns come in any order; <c>segment</c> may be
/// missing or empty. Strict: what is doubtful is an error, because a customer read wrongly is in the wrong segment silently.
/// </summary>
public static class CustomerCsvReader
{
    /// <summary>
    /// The customers of the file, in its order, read while they are enumerated. Memory: the read buffer, and the ids seen
    /// (about 20 bytes each), which is how a repeated id is found.
    /// </summary>
    /// <exception cref="CustomerFileException">Thrown while enumerating, at the first fault in the file.</exception>
    /// <exception cref="OperationCanceledException">Thrown while enumerating.</exception>
    public static IEnumerable<Customer> Read(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return Enumerate(path, cancellationToken);
    }

    private static IEnumerable<Customer> Enumerate(string path, CancellationToken cancellationToken)
    {
        using var file = CustomerCsvFile.Open(path);
        var seen = new HashSet<int>();
        while (file.ReadLine())
        {
            cancellationToken.ThrowIfCancellationRequested();
            Customer customer = file.ToCustomer();
            if (!seen.Add(customer.CustomerId))
            {
                throw file.RepeatedId(customer.CustomerId);
            }

            yield return customer;
        }
    }
}
