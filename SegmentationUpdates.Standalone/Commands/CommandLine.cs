using System.CommandLine;
using SegmentationUpdates.Hosting;
using SegmentationUpdates.Standalone.Errors;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>The program's commands; without one it runs the pipeline.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Create().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            return Usage(Mistypings.Explain(parsed));
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
        catch (Exception e) when (ValidatedOptions.ProblemsOf(e) is { } problems)
        {
            return Usage(problems);
        }
        catch (Exception e) when (ErrorMessages.For(e) is { } message)
        {
            await Console.Error.WriteLineAsync(message);
            return ExitCode.Failure;
        }
    }

    public static RootCommand Create()
    {
        var root = new RootCommand(
            "Keeps a bank's customers segmented while their transactions come in. Without a command it runs the whole pipeline.\n\n"
            + "Exit code: 0 done; 1 failed, or stopped before it was finished; 2 wrong command line or configuration, nothing was started.");
        foreach (var option in root.Options)
        {
            // Nobody looks for the forms with a slash among the completions.
            option.Aliases.Remove("/h");
            option.Aliases.Remove("/?");
            if (option is VersionOption version)
            {
                version.Action = new ProductVersion();
            }
        }

        var run = new RunCommand();
        run.AddTo(root);
        var runByName = new Command("run", "Run the pipeline: simulated transactions, Kafka, PostgreSQL, segments (the default).");
        run.AddTo(runByName);
        root.Subcommands.Add(runByName);
        root.Subcommands.Add(new ClusterCommand().Create());
        root.Subcommands.Add(new EvaluateCommand().Create());
        root.Subcommands.Add(GenerateCommand.Create());
        root.Subcommands.Add(new IngestCommand().Create());
        root.Subcommands.Add(new DeadLettersCommand().Create());
        root.Subcommands.Add(new ModelsCommand().Create());
        root.Subcommands.Add(new SegmentsCommand().Create());
        root.Subcommands.Add(new SqlCommand().Create());
        root.Subcommands.Add(new VerifyCommand().Create());
        root.Subcommands.Add(new ErasuresCommand().Create());
        root.Subcommands.Add(CompletionCommand.Create());
        return root;
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
