using System.Diagnostics;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace SegmentationUpdates.LocalServices;

/// <summary>
/// Binds <see cref="LibrdkafkaMock"/> to the very librdkafka that Confluent.Kafka has loaded.
/// </summary>
/// <remarks>
/// The package carries several builds for Linux (librdkafka.so needs libsasl2, centos8-librdkafka.so another libsasl2,
/// alpine-librdkafka.so musl) and Confluent.Kafka tries them in turn. The loader's own answer for "librdkafka" fails on a machine
/// without libsasl2, and loading a second build beside the first would be worse.
/// </remarks>
internal static class LibrdkafkaModule
{
    private static readonly string[] Builds = ["librdkafka", "centos8-librdkafka", "alpine-librdkafka"];
    private static readonly Lazy<nint> Module = new(FindAndRegister);

    /// <summary>Idempotent; call before the first use of <see cref="LibrdkafkaMock"/>.</summary>
    public static void Bind() => _ = Module.Value;

    private static nint FindAndRegister()
    {
        var module = Find();
        // An assembly has one resolver for its lifetime: a second call throws, hence the Lazy.
        NativeLibrary.SetDllImportResolver(
            typeof(LibrdkafkaModule).Assembly,
            (name, _, _) => name == LibrdkafkaMock.Library ? module : 0);
        return module;
    }

    private static nint Find()
    {
        Library.Load();

        using var process = Process.GetCurrentProcess();
        foreach (ProcessModule module in process.Modules)
        {
            // librdkafkacpp is the C++ wrapper beside it on Windows.
            if (Path.GetFileNameWithoutExtension(module.FileName) is { } name
                && name.Contains("librdkafka", StringComparison.OrdinalIgnoreCase)
                && !name.Contains("cpp", StringComparison.OrdinalIgnoreCase)
                && NativeLibrary.TryLoad(module.FileName, out var loaded))
            {
                return loaded;
            }
        }

        // macOS lists no modules. There is one build for it, and the same search gives the same, already loaded file.
        foreach (var build in Builds)
        {
            if (NativeLibrary.TryLoad(build, typeof(Library).Assembly, DllImportSearchPath.AssemblyDirectory, out var loaded))
            {
                return loaded;
            }
        }

        throw new LocalServiceException(
            $"The built-in Kafka broker cannot start: Confluent.Kafka loaded librdkafka {Library.VersionString}, but its file was not "
            + "found again. Give a real Kafka with --kafka host:port.");
    }
}
