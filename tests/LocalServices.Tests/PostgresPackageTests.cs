using System.Runtime.InteropServices;

namespace SegmentationUpdates.LocalServices.Tests;

public class PostgresPackageTests
{
    [Theory]
    [InlineData("linux", Architecture.X64)]
    [InlineData("linux", Architecture.Arm64)]
    [InlineData("darwin", Architecture.Arm64)]
    [InlineData("darwin", Architecture.X64)]
    [InlineData("windows", Architecture.X64)]
    public void Each_kind_of_machine_has_its_package(string system, Architecture architecture)
    {
        var package = PostgresPackage.For(system, architecture, _ => true);

        Assert.Equal($"@embedded-postgres/{system}-{architecture.ToString().ToLowerInvariant()}@18.4.0-beta.17", package?.Spec);
        Assert.Equal(64, Convert.FromBase64String(package!.Sha512).Length);
    }

    [Theory]
    [InlineData("linux", Architecture.S390x)]
    [InlineData("windows", Architecture.Arm64)]
    [InlineData("other", Architecture.X64)]
    public void Others_have_none(string system, Architecture architecture) => Assert.Null(PostgresPackage.For(system, architecture, _ => true));

    [Theory]
    [InlineData(Architecture.X64)]
    [InlineData(Architecture.Arm64)]
    public void A_Linux_without_glibc_such_as_Alpine_has_none(Architecture architecture) =>
        Assert.Null(PostgresPackage.For("linux", architecture, file => file.Contains("musl", StringComparison.Ordinal)));
}
