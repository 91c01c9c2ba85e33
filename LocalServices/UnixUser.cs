using System.Globalization;

namespace SegmentationUpdates.LocalServices;

/// <summary>An entry of /etc/passwd.</summary>
internal sealed record UnixUser(string Name, uint Id, uint GroupId)
{
    public static IReadOnlyList<UnixUser> ReadAll(string passwdFile = "/etc/passwd") =>
        [.. File.ReadLines(passwdFile).Select(Parse).OfType<UnixUser>()];

    private static UnixUser? Parse(string line) =>
        line.Split(':') is [var name, _, var id, var group, ..]
        && uint.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var userId)
        && uint.TryParse(group, NumberStyles.None, CultureInfo.InvariantCulture, out var groupId)
            ? new UnixUser(name, userId, groupId)
            : null;
}
