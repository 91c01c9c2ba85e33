using System.CommandLine;
using System.CommandLine.Parsing;
using SegmentationUpdates.Producer.Simulation;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Standalone.Running;
using SegmentationUpdates.Standalone.Views;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Runs the pipeline, or some of its roles, until the duration's end or Ctrl+C.</summary>
internal sealed class RunCommand
{
    private readonly Option<double> _rate = OptionValues.Number("--rate", "N", "Transactions per second.", 200.0);

    private readonly Option<double?> _speed = OptionValues.OptionalNumber(
        "--speed",
        "N",
        "Seconds of the customers' time in one: 3600 shows a day in 24 seconds, 1 is real time. "
            + "[default: 3600; 1 with --kafka, --postgres or --profile uniform, and where the data has transactions of the real time]");

    private readonly Option<TimeSpan?> _duration = new("--duration")
    {
        Description = "How long to run, such as 20s, 5m, 1h or 00:00:20.",
        HelpName = "TIME",
        CustomParser = Durations.Parse,
    };

    private readonly Option<string?> _customers = new("--customers")
    {
        Description = "The customers to load into an empty database: a table, as CSV, Excel or Parquet. [default: the 4,000 customers that come with "
            + "the program]",
        HelpName = "FILE",
    };

    private readonly Option<string> _data = new("--data")
    {
        Description = "Folder for the private PostgreSQL; the next run with the same folder goes on where this one stops.",
        HelpName = "DIR",
        DefaultValueFactory = _ => ".data",
    };

    private readonly Option<bool> _fresh = new("--fresh") { Description = "Forget the data of earlier runs first." };

    private readonly Option<bool> _noDownload = new("--no-download")
    {
        Description = "Do not fetch PostgreSQL when this machine has none; say how to install it.",
    };

    private readonly Option<int> _partitions =
        OptionValues.Number("--partitions", "N", "Partitions of the transactions topic when it is created.", 6);

    private readonly Option<string?> _kafka = new("--kafka")
    {
        Description = "A Kafka to use instead of the broker in this process.",
        HelpName = "HOST:PORT",
    };

    private readonly Option<string?> _postgres = new("--postgres")
    {
        Description = "A PostgreSQL to use instead of a private one: an Npgsql connection string, such as "
            + "\"Host=db;Username=u;Database=segmentation\"; its password is best left to PGPASSWORD or ~/.pgpass, because command lines can be "
            + "read by others.",
        HelpName = "CONNECTION-STRING",
    };

    // Its default is said in the description: the library would print the values' names in C#.
    private readonly Option<Roles> _roles = new("--roles")
    {
        Description = $"What this process does, separated by commas. [default: {RoleNames.All}]",
        HelpName = "ROLES",
        CustomParser = RoleNames.Parse,
    };

    private readonly Option<string?> _dashboardUrl = new("--dashboard-url")
    {
        Description = "Where the dashboard is served, http://HOST:PORT; only this machine can reach a loopback address "
            + $"({DashboardAddress.Default}, or a free port if that is taken).",
        HelpName = "URL",
    };

    private readonly Option<SimulationProfile> _profile = OptionValues.Choice(
        "--profile",
        "How the simulated customers behave: realistic (each has habits, some change them) or uniform (any customer, any amount from 1 to 5,000).",
        SimulationProfile.Realistic);

    private readonly TableOptionValues _table = new();

    private readonly Option<bool> _json = new("--json") { Description = "The last line of standard output is the summary as one JSON object." };

    public void AddTo(Command command)
    {
        _roles.CompletionSources.Clear();
        _roles.CompletionSources.Add([.. RoleNames.Each]);
        Option[] options = 
        [
            _rate, _speed, _duration, _customers, _data, _fresh, _noDownload, _partitions, _kafka, _postgres, _roles, _profile, _dashboardUrl, _json,
        ];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        _table.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var settings = Settings(parsed.CommandResult);
            UsageException.ThrowIfAny(RunCheck.Problems(settings));
            using var signals = new StopSignals();
            var console = new RunConsole();
            var outcome = await new PipelineRun(settings, signals, console).RunAsync();
            console.Report(outcome, parsed.GetValue(_json));
            return outcome.Failures.Count == 0 ? ExitCode.Success : ExitCode.Failure;
        });
    }

    private RunSettings Settings(SymbolResult result) => new()
    {
        Rate = result.GetValue(_rate),
        Speed = result.GetValue(_speed),
        Duration = result.GetValue(_duration),
        CustomersFile = result.GetValue(_customers) ?? Path.Combine(AppContext.BaseDirectory, "customer_segments_full.csv"),
        CustomersFileIsGiven = result.GetValue(_customers) is not null,
        Table = _table.Read(result),
        GivenTableOptions = [.. _table.Given(result)],
        DataFolder = result.GetValue(_data)!,
        Fresh = result.GetValue(_fresh),
        Download = !result.GetValue(_noDownload),
        Partitions = result.GetValue(_partitions),
        Kafka = result.GetValue(_kafka),
        Postgres = result.GetValue(_postgres),
        Roles = result.GetResult(_roles) is { Implicit: false }
            ? result.GetValue(_roles)
            : Roles.Migrations | Roles.Producer | Roles.Consumer | Roles.Trainer | Roles.Dashboard,
        Profile = result.GetValue(_profile),
        DashboardUrl = result.GetValue(_dashboardUrl),
    };
}
