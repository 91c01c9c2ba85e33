using System.Text;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Customers.Tests;

public sealed class CustomerHeaderErrorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_missing_columns_are_named()
    {
        string message = HeaderError(CustomerFiles.Header.Replace("income,", "", StringComparison.Ordinal).Replace("tenure,", "", StringComparison.Ordinal));
        Assert.Contains("missing columns 'income', 'tenure'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_columns_are_named() =>
        Assert.Contains("unknown column 'last_updated' (field 16)", HeaderError($"{CustomerFiles.Header},last_updated"), StringComparison.Ordinal);

    [Theory]
    [InlineData("Income")]
    [InlineData(" income")]
    public void A_name_that_is_nearly_right_is_told_how_to_write_it(string name)
    {
        string message = HeaderError(CustomerFiles.Header.Replace("income", name, StringComparison.Ordinal));
        Assert.Contains($"unknown column '{name}' (field 2): write it 'income'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_is_there_twice_is_named() =>
        Assert.Contains("column 'debt' is there twice (fields 5 and 16)", HeaderError($"{CustomerFiles.Header},debt"), StringComparison.Ordinal);

    [Theory]
    [InlineData(';', "';'")]
    [InlineData('\t', "tabs")]
    [InlineData('|', "'|'")]
    public void Another_separator_is_named(char separator, string named) =>
        Assert.Contains($"separated by {named}", HeaderError(CustomerFiles.Header.Replace(',', separator)), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    public void An_empty_file_is_told_the_header_it_needs(string content)
    {
        CustomerFileException e = Error(_folder.Write("c.csv", content));
        Assert.StartsWith($"{_folder["c.csv"]}: the file is empty", e.Message, StringComparison.Ordinal);
        Assert.Contains(CustomerFiles.Header, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-32", true)]
    public void Another_encoding_is_refused(string name, bool mark)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. mark ? encoding.Preamble : [], .. encoding.GetBytes(CustomerFiles.Text(CustomerFiles.Row1))];
        CustomerFileException e = Error(_folder.Write("c.csv", bytes));
        Assert.Equal(1, e.Line);
        Assert.Contains("UTF-8", e.Message, StringComparison.Ordinal);
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

    private string HeaderError(string header)
    {
        CustomerFileException e = Error(_folder.Write("c.csv", $"{header}\n"));
        Assert.Equal(1, e.Line);
        Assert.StartsWith($"{_folder["c.csv"]}, line 1: ", e.Message, StringComparison.Ordinal);
        return e.Message;
    }

    private static void AssertPath(string path, string problem)
    {
        CustomerFileException e = Error(path);
        Assert.Equal(path, e.Path);
        Assert.StartsWith($"{path}: ", e.Message, StringComparison.Ordinal);
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    private static CustomerFileException Error(string path) =>
        Assert.Throws<CustomerFileException>(() => CustomerCsvReader.Read(path, TestContext.Current.CancellationToken).Count());
}
