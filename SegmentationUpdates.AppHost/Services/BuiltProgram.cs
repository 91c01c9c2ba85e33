namespace SegmentationUpdates.AppHost.Services;

internal static class BuiltProgram
{
    /// <summary>
    /// Starts the program that was built together with this one. Aspire by itself calls <c>dotnet run</c>, which reads the project once more before it
    /// starts anything: seconds of a processor for each process.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithBuiltProgram(this IResourceBuilder<ProjectResource> service)
    {
        var project = service.Resource.GetProjectMetadata().ProjectPath;
        var folder = Path.GetDirectoryName(project)!;

        // The same configuration and framework, which are the last two folders: …/bin/Debug/net10.0.
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(folder, "bin", output.Parent!.Name, output.Name, $"{Path.GetFileNameWithoutExtension(project)}.dll");
        return service.ApplicationBuilder.ExecutionContext.IsRunMode && File.Exists(program)
            ? service
                .WithAnnotation(new ExecutableAnnotation { Command = "dotnet", WorkingDirectory = folder })
                .WithArgs(program)
            : service;
    }
}
