using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using SegmentationUpdates.Dashboard.Settings;
using SegmentationUpdates.LocalServices;

namespace SegmentationUpdates.Standalone.Running;

/// <summary>
/// The operator key of a run whose dashboard only this machine can reach. It is made when none is configured, because other users and other
/// programs of the machine can reach it too. It is kept in the data folder, or without one in the user's state folder, for the eyes of the user who
/// runs it, and never printed: output goes into logs.
/// </summary>
/// <param name="Value">For the configuration.</param>
/// <param name="Hint">Where to find it, for a person.</param>
internal sealed record OperatorKey(string Value, string Hint)
{
    private const string FileName = "operator-key";
    private const int Bytes = 32;

    /// <returns>Null when one is configured, or the dashboard can be reached from elsewhere: then it changes nothing without one.</returns>
    public static OperatorKey? For(DashboardAddress address, string? dataFolder)
    {
        var configured = new ConfigurationBuilder().AddEnvironmentVariables().Build()[
            $"{DashboardOptions.Section}:{nameof(DashboardOptions.OperatorKey)}"];
        if (!string.IsNullOrEmpty(configured) || !address.IsLoopback)
        {
            return null;
        }

        var file = Path.Combine(dataFolder ?? StateFolder.Make(), FileName);
        if (!File.Exists(file))
        {
            SmallFile.Write(file, New(), secret: true);
        }

        return new OperatorKey(File.ReadAllText(file).Trim(), $"operator key in {file}");
    }

    private static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
}
