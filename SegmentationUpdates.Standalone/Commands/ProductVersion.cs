using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using SegmentationUpdates.Standalone.Errors;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Prints the product's version and nothing else.</summary>
internal sealed class ProductVersion : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var version = typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

        // Behind the plus is the commit.
        parseResult.InvocationConfiguration.Output.WriteLine(version.Split('+')[0]);
        return ExitCode.Success;
    }
}
