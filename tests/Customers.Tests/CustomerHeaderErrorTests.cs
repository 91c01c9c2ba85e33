using SegmentationUpdates.Tables.Sources;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Customers.Tests;

public sealed class CustomerHeaderErrorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_missing_columns_are_named_with_those_that_are_there_and_the_mend()
    {
        var header = CustomerFiles.Header.Replace("income,", "Einkommen,", StringComparison.Ordinal).Replace("tenure,", "", StringComparison.Ordinal);

        var message = Error(_folder.Write("c.csv", $"{header}\n")).Message;

        Assert.StartsWith($"{_folder["c.csv"]}: missing columns 'income', 'tenure'. ", message, StringComparison.Ordinal);
        Assert.Contains("customer_id, Einkommen, balance", message, StringComparison.Ordinal);
        Assert.Contains("--map income=COLUMN", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_is_there_twice_is_named() => Assert.Contains(
        "column 'debt' is there twice", Error(_folder.Write("c.csv", $"{CustomerFiles.Header},debt\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_column_may_be_there_twice()
    {
        using var file = CustomerFile.Open(_folder.Write("c.csv", $"{CustomerFiles.Header},note,note\n{CustomerFiles.Row1},a,b\n"));

        Assert.Equal(["note", "note_2"], file.Ignored);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    public void An_empty_file_is_said_to_be_empty(string content)
    {
        var e = Error(_folder.Write("c.csv", content));

        Assert.StartsWith($"{_folder["c.csv"]}: the file is empty", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named() => AssertPath(_folder["no.csv"], "no such file");

    [Fact]
    public void A_missing_folder_is_named() => AssertPath(Path.Combine(_folder["no"], "c.csv"), "no such file");

    [Fact]
    public void A_folder_is_not_a_file() => AssertPath(_folder.Location, "folder");

    [Fact]
    public void A_file_that_may_not_be_read_is_named()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Needs Unix permissions, which root is above.");
        string path = _folder.Write("secret.csv", CustomerFiles.Text());
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.None);
        }

        AssertPath(path, "may not be read");
    }

    [Fact]
    public void A_read_error_names_the_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs a file whose reading fails.");
        AssertPath("/proc/self/mem", "cannot be");
    }

    private static void AssertPath(string path, string problem)
    {
        var e = Error(path);
        Assert.Equal(path, e.Path);
        Assert.StartsWith($"{path}: ", e.Message, StringComparison.Ordinal);
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    private static TableException Error(string path) =>
        Assert.Throws<TableException>(() => CustomerFile.Read(path, cancellationToken: TestContext.Current.CancellationToken).Count());
}
