using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SegmentationUpdates.Hosting;

/// <summary>
/// Options from the configuration that say what is wrong with it. The binder by itself passes over keys that it does not know and leaves out
/// list items that it cannot read: a mistyped setting would have no effect, and nobody would know.
/// </summary>
public static class ValidatedOptions
{
    /// <summary>
    /// Binds a section, whose keys all have to be settings and all values of their type, and checks the annotations, also of options within
    /// options. All of it when the host starts.
    /// </summary>
    /// <param name="services">May be told of the same options more than once.</param>
    /// <param name="section">Path of the section, for example <c>Segmentation:Ingestion</c>.</param>
    /// <exception cref="OptionsValidationException">At the start, or whoever asks for the options first: everything that is wrong, by key.</exception>
    public static OptionsBuilder<TOptions> AddValidatedOptions<TOptions>(this IServiceCollection services, string section)
        where TOptions : class
    {
        var builder = services.AddOptions<TOptions>();
        if (services.Any(service => service.ImplementationInstance is Binding<TOptions>))
        {
            return builder;
        }

        services.AddSingleton(new Binding<TOptions>());
        services.AddSingleton<IValidateOptions<TOptions>>(new AnnotationRules<TOptions>(section));
        return builder
            .Configure<IConfiguration>((options, configuration) => Bind(options, configuration, section))
            .ValidateOnStart();
    }

    /// <summary>The same for a program without a host.</summary>
    /// <exception cref="OptionsValidationException">Everything that is wrong, by key.</exception>
    public static TOptions Read<TOptions>(IConfiguration configuration, string section)
        where TOptions : class, new()
    {
        var options = new TOptions();
        Bind(options, configuration, section);
        var result = new AnnotationRules<TOptions>(section).Validate(Options.DefaultName, options);
        return result.Failed ? throw new OptionsValidationException(Options.DefaultName, typeof(TOptions), result.Failures) : options;
    }

    /// <summary>What is wrong with the configuration, when that is why a host did not start; null for any other exception.</summary>
    public static IReadOnlyList<string>? ProblemsOf(Exception exception) => exception switch
    {
        OptionsValidationException e => [.. e.Failures],

        // Of several options; an unknown section is told by each.
        AggregateException e when e.InnerExceptions.All(inner => inner is OptionsValidationException) =>
            [.. e.InnerExceptions.SelectMany(inner => ((OptionsValidationException)inner).Failures).Distinct(StringComparer.Ordinal)],
        _ => null,
    };

    private static void Bind<TOptions>(TOptions options, IConfiguration configuration, string path)
        where TOptions : class
    {
        var section = configuration.GetSection(path);
        List<string> problems = [.. SettingRules.UnknownSections(configuration), .. SettingRules.Problems(section, typeof(TOptions))];
        if (problems.Count == 0)
        {
            try
            {
                section.Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
            }
            catch (InvalidOperationException e)
            {
                problems.Add($"{path}: {e.GetBaseException().Message}");
            }
        }

        if (problems.Count > 0)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(TOptions), problems);
        }
    }

    // Marks options that are bound already: twice would fill their lists twice.
    private sealed class Binding<TOptions>;

    private sealed class AnnotationRules<TOptions>(string section) : IValidateOptions<TOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            var problems = Problems(options, section).ToList();
            return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
        }

        private static IEnumerable<string> Problems(object options, string path)
        {
            var results = new List<ValidationResult>();
            Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
            foreach (var result in results)
            {
                // Messages of their own name the key.
                var message = result.ErrorMessage ?? "not valid";
                yield return message.StartsWith(path, StringComparison.Ordinal)
                    ? message
                    : $"{string.Join(", ", result.MemberNames.DefaultIfEmpty().Select(member => member is null ? path : $"{path}:{member}"))}: {message}";
            }

            var nested = options.GetType().GetProperties().Where(property => SettingRules.IsGroup(property.PropertyType));
            foreach (var problem in nested.SelectMany(property =>
                property.GetValue(options) is { } value ? Problems(value, $"{path}:{property.Name}") : []))
            {
                yield return problem;
            }
        }
    }
}
