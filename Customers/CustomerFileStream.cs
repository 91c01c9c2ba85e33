namespace SegmentationUpdates.Customers;

/// <summary>Opens files for reading with errors that say what is wrong with the path.</summary>
internal static class CustomerFileStream
{
    /// <exception cref="CustomerFileException">There is no such file, it is a folder, may not be read, or is not UTF-8.</exception>
    public static FileStream OpenRead(string path)
    {
        if (Directory.Exists(path))
        {
            throw new CustomerFileException(path, "this is a folder, not a file. Name the CSV file in it.");
        }

        FileStream? stream = null;
        try
        {
            // No buffer: the CSV reader has its own.
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
            RefuseUtf16(path, stream);
            FileStream opened = stream;
            stream = null;
            return opened;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CustomerFileException(path, "there is no such file. Check the name and the folder it is looked for in.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new CustomerFileException(path, "the file may not be read by this user. Change its permissions or run as another user.", e);
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw new CustomerFileException(path, $"the file cannot be opened: {e.Message}", e);
        }
        finally
        {
            stream?.Dispose();
        }
    }

    // The CSV reader would quietly transcode it; everything after us (COPY, other tools) expects UTF-8.
    private static void RefuseUtf16(string path, FileStream stream)
    {
        if (!stream.CanSeek)
        {
            return;
        }

        Span<byte> start = stackalloc byte[2];
        int length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        if (length == 2 && start is [0xFF, 0xFE] or [0xFE, 0xFF])
        {
            throw new CustomerFileException(path, 1, "the file is UTF-16, not UTF-8. Save it as \"CSV UTF-8\".");
        }
    }
}
