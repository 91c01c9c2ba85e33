using System.CommandLine.Parsing;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Standalone.Running;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Reads roles separated by commas.</summary>
internal static class RoleNames
{
    private static readonly Dictionary<string, Roles> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["migrations"] = Roles.Migrations,
        ["producer"] = Roles.Producer,
        ["consumer"] = Roles.Consumer,
        ["trainer"] = Roles.Trainer,
        ["dashboard"] = Roles.Dashboard,
    };

    /// <summary>All of them, as they are written on the command line.</summary>
    public static string All { get; } = string.Join(',', ByName.Keys);

    public static IEnumerable<string> Each => ByName.Keys;

    public static Roles Parse(ArgumentResult result)
    {
        var roles = Roles.None;
        var names = result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names)
        {
            if (!ByName.TryGetValue(name, out var role))
            {
                result.AddError($"--roles: '{name}' is no role; the roles are {string.Join(", ", ByName.Keys)}.{Nearest.Question(name, ByName.Keys)}");
                return Roles.None;
            }

            roles |= role;
        }

        if (roles == Roles.None)
        {
            result.AddError($"--roles: name at least one of {string.Join(", ", ByName.Keys)}.");
        }

        return roles;
    }
}
