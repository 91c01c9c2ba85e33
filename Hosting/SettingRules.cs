using System.ComponentModel;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace SegmentationUpdates.Hosting;

/// <summary>Which keys and values a configuration section may have, by the type that it is bound to.</summary>
internal static class SettingRules
{
    private const string Root = "Segmentation";

    // Of all programs: one configuration may serve several of them, and environment variables of the AppHost reach what it starts.
    private static readonly string[] Sections =
    [
        "Clustering", "Dashboard", "Ingestion", "Kafka", "Migrations", "Operations", "Profiles", "Reclustering", "SegmentChanges", "Simulation", "Topics",
        "Consumers", "OtlpEndpoint", "Persist", "Servers", "Target",
    ];

    /// <summary>Sections that no program reads.</summary>
    public static IEnumerable<string> UnknownSections(IConfiguration configuration) =>
    [
        .. configuration.GetChildren()
            .Where(section => IsMistypedRoot(section.Key) && section.GetChildren().Any())
            .Select(section => $"{section.Path} is no section of the configuration. Did you mean '{Root}'?"),
        .. configuration.GetSection(Root).GetChildren()
            .Where(section => !Sections.Contains(section.Key, StringComparer.OrdinalIgnoreCase))
            .Select(section => $"{section.Path} is no section of the configuration; those of {Root} are {string.Join(", ", Sections)}."
                + Nearest.Question(section.Key, Sections)),
    ];

    /// <summary>What is wrong with a section, one message each, naming the key; nothing if nothing is.</summary>
    public static IEnumerable<string> Problems(IConfigurationSection section, Type type)
    {
        if ((ElementType(type) ?? NamedType(type)) is { } element)
        {
            return section.GetChildren().SelectMany(item => Problems(item, element));
        }

        if (!IsGroup(type))
        {
            return ValueProblem(section, type) is { } problem ? [problem] : [];
        }

        var settings = Settings(type).ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        return section.GetChildren().SelectMany(child => settings.TryGetValue(child.Key, out var setting)
            ? Problems(child, setting.PropertyType)
            : [$"{child.Path} is no setting; those of {section.Path} are {string.Join(", ", settings.Keys.Order(StringComparer.Ordinal))}."
                + Nearest.Question(child.Key, settings.Keys)]);
    }

    /// <summary>Whether a type is a group of settings instead of one.</summary>
    public static bool IsGroup(Type type) =>
        type.IsClass && type != typeof(string) && ElementType(type) is null && type.Namespace!.StartsWith("SegmentationUpdates", StringComparison.Ordinal);

    // The configuration may hold anything else: the whole environment is in it.
    private static bool IsMistypedRoot(string key) =>
        !key.Equals(Root, StringComparison.OrdinalIgnoreCase) && key.Length >= Root.Length - 2 && Nearest.To(key, [Root]) is not null;

    private static IEnumerable<PropertyInfo> Settings(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true } || NamedType(property.PropertyType) is not null);

    private static Type? ElementType(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>) ? type.GetGenericArguments()[0]
        : null;

    // What stands under names that whoever configures it chooses.
    private static Type? NamedType(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>) ? type.GetGenericArguments()[1] : null;

    private static string? ValueProblem(IConfigurationSection setting, Type type)
    {
        if (setting.GetChildren().Any())
        {
            return $"{setting.Path} is one value, not a section";
        }

        var underlying = Nullable.GetUnderlyingType(type);
        if (setting.Value is not { } value || (value.Length == 0 && underlying is not null))
        {
            return null;
        }

        try
        {
            TypeDescriptor.GetConverter(underlying ?? type).ConvertFromInvariantString(value);
            return null;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            return $"{setting.Path} must be {Description(underlying ?? type)}, not '{value}'"
                + ((underlying ?? type).IsEnum && Nearest.Question(value, Enum.GetNames(underlying ?? type)) is { Length: > 0 } question ? $".{question}" : "");
        }
    }

    private static string Description(Type type) =>
        type == typeof(bool) ? "true or false"
        : type == typeof(TimeSpan) ? "a time such as 00:00:30 or 1.00:00:00"
        : type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))}"
        : type == typeof(double) ? "a number"
        : "a whole number";
}
