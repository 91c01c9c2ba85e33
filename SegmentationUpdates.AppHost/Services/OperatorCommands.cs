using System.Text.Json;

namespace SegmentationUpdates.AppHost.Services;

/// <summary>Who may tell the services what to do: whoever has the operator key, which the buttons of the Aspire dashboard send.</summary>
internal static class OperatorCommands
{
    private const string Parameter = "operator-key";
    private const string Header = "X-API-Key";

    /// <summary>One for all services.</summary>
    public static IResourceBuilder<ParameterResource> OperatorKey(this IDistributedApplicationBuilder builder) =>
        builder.Resources.OfType<ParameterResource>().FirstOrDefault(parameter => parameter.Name == Parameter) is { } known
            ? builder.CreateResourceBuilder(known)
            : builder.ExecutionContext.IsPublishMode
                ? builder.AddParameter(Parameter, secret: true)
                : builder.AddParameter(Parameter, new GenerateParameterDefault { MinLength = 32, Special = false }, secret: true, persist: true);

    /// <summary>Lets the service take commands from operators only.</summary>
    public static IResourceBuilder<ProjectResource> WithOperatorKey(this IResourceBuilder<ProjectResource> service) =>
        service.WithEnvironment("Segmentation__Operations__OperatorKey", service.ApplicationBuilder.OperatorKey());

    /// <summary>A button that sends one of these commands.</summary>
    /// <param name="service">The one that takes it.</param>
    /// <param name="path">Where it takes it.</param>
    /// <param name="title">What the button says.</param>
    /// <param name="options">The rest; a refusal is shown in the service's words unless they say otherwise.</param>
    public static IResourceBuilder<ProjectResource> WithOperatorCommand(
        this IResourceBuilder<ProjectResource> service, string path, string title, HttpCommandOptions options)
    {
        var key = service.ApplicationBuilder.OperatorKey().Resource;
        options.PrepareRequest = async context =>
            context.Request.Headers.Add(Header, await key.GetValueAsync(context.CancellationToken));
        options.GetCommandResult ??= AnswerAsync;
        return service.WithHttpCommand(path, title, endpointName: "http", commandName: path.TrimStart('/'), commandOptions: options);
    }

    private static async Task<ExecuteCommandResult> AnswerAsync(HttpCommandResultContext context)
    {
        if (context.Response.IsSuccessStatusCode)
        {
            return CommandResults.Success();
        }

        var body = await context.Response.Content.ReadAsStringAsync(context.CancellationToken);
        return CommandResults.Failure(DetailOf(body) ?? $"The answer is {(int)context.Response.StatusCode}.");
    }

    // Of a problem document; null for anything else.
    private static string? DetailOf(string body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            return problem.RootElement.GetProperty("detail").GetString();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }
}
