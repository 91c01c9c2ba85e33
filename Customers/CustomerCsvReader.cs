namespace SegmentationUpdates.Customers;

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

    /// <summary>
    /// Customers that the file seems to have, by its lines: to show how far a reading is. Null for what is no plain file or cannot be read.
    /// </summary>
    public static long? CountLines(string path)
    {
        try
        {
            // A pipe can be read once only.
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            if (!stream.CanSeek || stream.Length == 0)
            {
                return null;
            }

            var buffer = new byte[128 * 1024];
            long lines = 0;
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                lines += buffer.AsSpan(0, read).Count((byte)'\n');
            }

            return Math.Max(0, lines - 1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // Whoever reads it in earnest has the better word.
            return null;
        }
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
