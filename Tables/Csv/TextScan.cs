using System.Buffers;
using System.Text.Unicode;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Tables.Csv;

/// <summary>What one look at all bytes of a text tells: whether it is UTF-8, how many lines it has, whether anything is quoted.</summary>
internal sealed class TextScan
{
    private const int Sample = 4096;

    // Windows-1252 has no characters here.
    private static readonly SearchValues<byte> NotWindows1252 = SearchValues.Create([0x81, 0x8D, 0x8F, 0x90, 0x9D]);
    private readonly byte[] _rest = new byte[3];
    private int _restLength;

    private TextScan(Stream stream)
    {
        var buffer = new byte[(128 * 1024) + 3];
        for (var first = true; ; first = false)
        {
            var read = stream.ReadAtLeast(buffer.AsSpan(3), buffer.Length - 3, throwOnEndOfStream: false);
            if (read == 0)
            {
                IsUtf8 &= _restLength == 0;
                return;
            }

            var bytes = buffer.AsSpan(3, read);
            if (first)
            {
                LookAtStart(bytes);
            }

            Length += read;
            Lines += bytes.Count((byte)'\n');
            HasQuotes |= bytes.IndexOfAny((byte)'"', (byte)'\'') >= 0;
            HasZeros |= bytes.IndexOf((byte)0) >= 0;
            CanBeWindows1252 &= bytes.IndexOfAny(NotWindows1252) < 0;
            LookForUtf8(buffer, read);
        }
    }

    public long Length { get; private set; }

    public long Lines { get; private set; }

    public bool HasQuotes { get; private set; }

    public bool HasZeros { get; private set; }

    public bool IsUtf8 { get; private set; } = true;

    public bool CanBeWindows1252 { get; private set; } = true;

    /// <summary>From the mark at the beginning, or from every other byte being 0; null for neither.</summary>
    public string? Utf16 { get; private set; }

    public bool HasUtf8Mark { get; private set; }

    public static TextScan Of(TableInput input)
    {
        using var stream = input.OpenRead();
        return new TextScan(stream);
    }

    private void LookAtStart(ReadOnlySpan<byte> bytes)
    {
        HasUtf8Mark = bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]);
        if (bytes is [0xFF, 0xFE, 0, 0, ..])
        {
            Utf16 = "utf-32";
        }
        else if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            Utf16 = bytes[0] == 0xFF ? "utf-16" : "utf-16BE";
        }
        else
        {
            var (even, odd) = (0, 0);
            var sample = bytes[..Math.Min(bytes.Length, Sample)];
            for (var i = 0; i < sample.Length; i++)
            {
                even += sample[i] == 0 && i % 2 == 0 ? 1 : 0;
                odd += sample[i] == 0 && i % 2 == 1 ? 1 : 0;
            }

            Utf16 = odd > sample.Length / 4 && even == 0 ? "utf-16" : even > sample.Length / 4 && odd == 0 ? "utf-16BE" : null;
        }
    }

    /// <summary>A character may be split between two buffers: its first bytes wait in front of the next.</summary>
    private void LookForUtf8(byte[] buffer, int read)
    {
        if (!IsUtf8)
        {
            return;
        }

        _rest.AsSpan(0, _restLength).CopyTo(buffer.AsSpan(3 - _restLength));
        var bytes = buffer.AsSpan(3 - _restLength, read + _restLength);
        var tail = 0;
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var value = bytes[^back];
            if ((value & 0xC0) != 0x80)
            {
                tail = value >= 0xF0 && back < 4 || value >= 0xE0 && back < 3 || value >= 0xC0 && back < 2 ? back : 0;
                break;
            }
        }

        IsUtf8 = Utf8.IsValid(bytes[..^tail]);
        bytes[^tail..].CopyTo(_rest);
        _restLength = tail;
    }
}
