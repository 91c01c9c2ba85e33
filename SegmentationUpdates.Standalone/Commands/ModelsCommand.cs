using System.CommandLine;
using System.CommandLine.Parsing;
using SegmentationUpdates.Standalone.Errors;
using SegmentationUpdates.Standalone.Running;
using SegmentationUpdates.Storage;
using SegmentationUpdates.Storage.Models;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>Looks at the versions of the model, goes back to one, asks for a new one; beside a run, or any database.</summary>
internal sealed class ModelsCommand
{
    private const int ShownActivations = 10;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    private readonly ModelsConnection _connection = new();

    private readonly Argument<long> _version = new("VERSION")
    {
        Description = "A version that `models list` shows.",
        CustomParser = ParseVersion,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Machine-readable output." };

    private readonly Option<bool> _approve = new("--approve")
    {
        Description = "The new model becomes active, however many customers it moves. Without it, it may have to wait for `models approve`.",
    };

    private readonly Option<string?> _note = new("--note")
    {
        Description = "Why; kept with the activation.",
        HelpName = "TEXT",
    };

    private readonly Argument<string?> _name = new("NAME")
    {
        Description = "Such as \"before the campaign\": up to 100 characters that no other version has.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _clear = new("--clear") { Description = "Take its name away." };

    private readonly Option<TimeSpan?> _timeout = new("--timeout")
    {
        Description = "How long to wait for the new model, such as 30s or 5m (2m). The request stays when the time is over.",
        HelpName = "TIME",
        CustomParser = Durations.Parse,
    };

    public Command Create()
    {
        var list = new Command("list", "List the versions that are kept, newest first.") { _json };
        Add(list, async (models, _, output, cancellationToken) => output.List(await models.ListAsync(cancellationToken)));

        var show = new Command("show", "Show a version: its quality, its segments, when it was active.") { _version, _json };
        Add(show, ShowAsync);

        var activate = new Command(
            "activate",
            "Go back to a version, or on to one. It is pinned: nothing replaces it until `models unpin` or another `models activate`.")
        {
            _version, _note, _json,
        };
        Add(activate, async (models, result, output, cancellationToken) =>
            output.Activated(await models.ActivateAsync(result.GetValue(_version), result.GetValue(_note), cancellationToken)));

        var approve = new Command("approve", "Activate the version that waits for a decision. It is not pinned: schedule and drift go on from it.")
        {
            _version, _note, _json,
        };
        Add(approve, async (models, result, output, cancellationToken) =>
            output.Approved(await models.ApproveAsync(result.GetValue(_version), result.GetValue(_note), cancellationToken)));

        var reject = new Command("reject", "Decide that the version that waits does not become active. It is kept.") { _version, _note, _json };
        Add(reject, async (models, result, output, cancellationToken) =>
            output.Rejected(await models.RejectAsync(result.GetValue(_version), result.GetValue(_note), cancellationToken)));

        var name = new Command("name", "Give a version a name. A version with a name is kept.") { _version, _name, _clear, _json };
        name.Validators.Add(CheckName);
        Add(name, async (models, result, output, cancellationToken) =>
            output.Named(await models.NameAsync(result.GetValue(_version), result.GetValue(_name), cancellationToken)));

        var unpin = new Command("unpin", "Let schedule and drift replace a version that was activated by hand.") { _note, _json };
        Add(unpin, async (models, result, output, cancellationToken) =>
            output.Unpinned(await models.UnpinAsync(result.GetValue(_note), cancellationToken)));

        var retrain = new Command("retrain", "Ask for a new model now, unless one is pinned, and wait for it.") { _approve, _timeout, _json };
        Add(retrain, RetrainAsync);

        return new Command("models", "Look at the versions of the model, decide on one, go back to one, name one, ask for a new one.")
        {
            list, show, activate, approve, reject, name, unpin, retrain,
        };
    }

    private void Add(Command command, Func<ModelLifecycle, CommandResult, ModelsOutput, CancellationToken, Task<int>> action)
    {
        _connection.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var signals = new StopSignals();
            return await _connection.WithModelsAsync(
                parsed.CommandResult,
                models => action(models.As(Environment.UserName), parsed.CommandResult, ModelsOutput.Create(parsed.GetValue(_json)), signals.Stop),
                signals.Stop);
        });
    }

    private async Task<int> ShowAsync(ModelLifecycle models, CommandResult result, ModelsOutput output, CancellationToken cancellationToken)
    {
        var version = result.GetValue(_version);
        var model = await models.GetAsync(version, cancellationToken)
            ?? throw new CommandException($"there is no model version {version}: `models list` shows those that are kept");
        var activations = await models.ActivationsAsync(int.MaxValue, cancellationToken);
        return output.Show(model, [.. activations.Where(activation => activation.ModelVersion == version).Take(ShownActivations)]);
    }

    private async Task<int> RetrainAsync(ModelLifecycle models, CommandResult result, ModelsOutput output, CancellationToken cancellationToken)
    {
        var timeout = result.GetValue(_timeout) ?? TimeSpan.FromMinutes(2);
        var started = TimeProvider.System.GetTimestamp();
        var id = await models.RequestRetrainingAsync(result.GetValue(_approve), cancellationToken);
        RetrainingRequest? request;
        while ((request = await models.RequestAsync(id, cancellationToken)) is { AnsweredAt: null })
        {
            if (TimeProvider.System.GetElapsedTime(started) > timeout)
            {
                throw new CommandException(
                    $"no process that trains has answered request {id} within {timeout.TotalSeconds:0} s: start a trainer; the request stays until one does");
            }

            await Task.Delay(PollInterval, cancellationToken);
        }

        return request is { ModelVersion: null, Error: { } error } ? throw new CommandException($"no new model: {error}") : output.Retrained(request!);
    }

    private void CheckName(CommandResult result)
    {
        if (result.GetResult(_name) is { Tokens: [var name] } given)
        {
            if (result.GetValue(_clear))
            {
                result.AddError("NAME and --clear exclude each other: leave one of them out.");
            }
            else if (ModelName.Problem(name.Value) is { } problem)
            {
                given.AddError($"NAME {problem}.");
            }
        }
        else if (!result.GetValue(_clear))
        {
            result.AddError("NAME is missing: give the version a name, or take it away with --clear.");
        }
    }

    private static long ParseVersion(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version))
        {
            return version;
        }

        result.AddError($"VERSION '{text}' is not a version: `models list` shows them.");
        return 0;
    }
}
