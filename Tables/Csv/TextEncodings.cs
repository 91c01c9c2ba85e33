using System.Text;
using SegmentationUpdates.Tables.Sources;

namespace SegmentationUpdates.Tables.Csv;

/// <summary>Finds the encoding of a text.</summary>
internal static class TextEncodings
{
    static TextEncodings() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <returns>An encoding that refuses what it does not know, and its name for people.</returns>
    /// <exception cref="TableException">It cannot be found out, or is not what the user says.</exception>
    public static (Encoding Encoding, string Name) Find(string path, TextScan scan, string? wanted)
    {
        if (wanted is not null)
        {
            return (Named(path, wanted), wanted);
        }

        if (scan.Utf16 is { } wide)
        {
            return (Strict(wide), wide == "utf-32" ? "UTF-32" : "UTF-16");
        }

        if (scan.HasZeros)
        {
            throw new TableException(path, "this is no text: there are zero bytes in it. Save it as CSV, Excel (xlsx) or Parquet.");
        }

        if (scan.IsUtf8)
        {
            return (Strict("utf-8"), scan.HasUtf8Mark ? "UTF-8 with byte order mark" : "UTF-8");
        }

        return scan.CanBeWindows1252
            ? (Strict("windows-1252"), "Windows-1252")
            : throw new TableException(
                path, "the text is neither UTF-8 nor Windows-1252. Name its encoding, as --encoding windows-1250, or save it as \"CSV UTF-8\".");
    }

    private static Encoding Named(string path, string name)
    {
        try
        {
            return Strict(name.Equals("ansi", StringComparison.OrdinalIgnoreCase) ? "windows-1252" : name);
        }
        catch (ArgumentException e)
        {
            throw new TableException(
                path,
                $"--encoding '{name}' is not known. Encodings are: utf-8, utf-16, windows-1252, iso-8859-1, and the others that .NET knows.",
                e);
        }
    }

    private static Encoding Strict(string name) => Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
}
