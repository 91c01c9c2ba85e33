using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;

namespace SegmentationUpdates.Hosting;

/// <summary>
/// The text of an enum's member outside this program, which <see cref="JsonStringEnumMemberNameAttribute"/> gives it: the same in JSON, in the
/// database, in headers of Kafka messages and in labels of metrics. A member without the attribute has its name.
/// </summary>
public static class EnumText
{
    /// <summary>The texts of all members, in their order.</summary>
    public static IReadOnlyList<string> All<TEnum>()
        where TEnum : struct, Enum => Texts<TEnum>.All;

    /// <exception cref="ArgumentOutOfRangeException">The value is no member.</exception>
    public static string ToText<TEnum>(this TEnum member)
        where TEnum : struct, Enum => Texts<TEnum>.ByMember.TryGetValue(member, out var text)
            ? text
            : throw new ArgumentOutOfRangeException(nameof(member), member, $"no {typeof(TEnum).Name}");

    /// <returns>The member with exactly this text; null for none.</returns>
    public static TEnum? Find<TEnum>(string text)
        where TEnum : struct, Enum => Texts<TEnum>.ByText.TryGetValue(text, out var member) ? member : null;

    private static class Texts<TEnum>
        where TEnum : struct, Enum
    {
        private static readonly (TEnum Member, string Text)[] Members =
        [
            .. typeof(TEnum).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field =>
                ((TEnum)field.GetValue(null)!, field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? field.Name)),
        ];

        public static IReadOnlyList<string> All { get; } = [.. Members.Select(member => member.Text)];

        public static FrozenDictionary<TEnum, string> ByMember { get; } = Members.ToFrozenDictionary(pair => pair.Member, pair => pair.Text);

        public static FrozenDictionary<string, TEnum> ByText { get; } =
            Members.ToFrozenDictionary(pair => pair.Text, pair => pair.Member, StringComparer.Ordinal);
    }
}
