using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Customers;

/// <summary>
/// Words write errors for the person who asked for <paramref name="path"/> and never heard of the temporary file.
/// Around the file, not derived from it: a derived FileStream sends its overloads of Write round in a circle.
/// </summary>
internal sealed class AtomicFileStream(string path, FileStream file) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => file.CanWrite;

    public override long Length => file.Length;

    public override long Position { get => file.Position; set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            file.Write(buffer);
        }
        catch (IOException e)
        {
            throw CannotWrite(e);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await file.WriteAsync(buffer, cancellationToken);
        }
        catch (IOException e)
        {
            throw CannotWrite(e);
        }
    }

    public override void Flush() => Flush(toDisk: false);

    public void Flush(bool toDisk)
    {
        try
        {
            file.Flush(toDisk);
        }
        catch (IOException e)
        {
            throw CannotWrite(e);
        }
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await file.FlushAsync(cancellationToken);
        }
        catch (IOException e)
        {
            throw CannotWrite(e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        try
        {
            file.Dispose();
        }
        catch (IOException e)
        {
            throw CannotWrite(e);
        }

        base.Dispose(disposing);
    }

    private TableException CannotWrite(IOException e) =>
        new(path, $"the file cannot be written: {e.Message.Replace(file.Name, path, StringComparison.Ordinal)}", e);
}
