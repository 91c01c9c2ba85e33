using System.CommandLine;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>The program's commands; without one it runs the pipeline.</summary>
internal static class CommandLine
{
    public static RootCommand Create()
    {
        var root = new RootCommand(
            "Keeps a bank's customers segmented while their transactions come in. Without a command it runs the whole pipeline.");
        var run = new RunCommand();
        run.AddTo(root);
        var runByName = new Command("run", "Run the pipeline: simulated transactions, Kafka, PostgreSQL, segments (the default).");
        run.AddTo(runByName);
        root.Subcommands.Add(runByName);
        root.Subcommands.Add(ClusterCommand.Create());
        root.Subcommands.Add(GenerateCommand.Create());
        root.Subcommands.Add(new DeadLettersCommand().Create());
        root.Subcommands.Add(new ModelsCommand().Create());
        root.Subcommands.Add(new SqlCommand().Create());
        return root;
    }

    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Create().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            return Usage(parsed.Errors.Select(error => error.Message));
        }

        try
        {
            // No time limit on termination: a stop ends when the pipeline is drained.
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (UsageException e)
        {
            return Usage([e.Message]);
        }
        catch (Exception e) when (ErrorMessages.For(e) is { } message)
        {
            await Console.Error.WriteLineAsync(message);
            return ExitCode.Failure;
        }
    }

    private static int Usage(IEnumerable<string> problems)
    {
        foreach (var problem in problems)
        {
            Console.Error.WriteLine(problem);
        }

        Console.Error.WriteLine("Try --help.");
        return ExitCode.Usage;
    }
}
