using System.Text;
using SegmentationUpdates.Standalone.Commands;
using SegmentationUpdates.TestKit;

namespace SegmentationUpdates.Standalone.Tests.Commands;

/// <summary>
/// The program's command line, called in this process: what it writes and which exit code it gives are those of a process of its own, without
/// the time that a process takes to start. Signals, standard input and the environment need a <see cref="ChildProgram"/>.
/// </summary>
internal static class CalledProgram
{
    private static readonly AsyncLocal<Streams?> Current = new();

    static CalledProgram()
    {
        // Progress is shown as lines, also where the tests themselves are run in a terminal.
        Environment.SetEnvironmentVariable("TERM", "dumb");
        Console.SetOut(new Routed(Console.Out, streams => streams.Output));
        Console.SetError(new Routed(Console.Error, streams => streams.Errors));
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<ChildResult> RunAsync(params IEnumerable<string> args)
    {
        var streams = new Streams(new StringWriter(), new StringWriter());
        Current.Value = streams;
        var exitCode = await CommandLine.RunAsync([.. args]).WaitAsync(Eventually.Limit, TestContext.Current.CancellationToken);
        return new ChildResult(exitCode, Lines(streams.Output), [.. Lines(streams.Errors).Where(line => !ChildProgram.IsProgress(line))]);
    }

    private static string[] Lines(StringWriter written)
    {
        lock (written)
        {
            var text = written.ToString();
            return text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');
        }
    }

    private sealed record Streams(StringWriter Output, StringWriter Errors);

    // Tests run beside one another: each reads what its own call has written.
    private sealed class Routed(TextWriter others, Func<Streams, StringWriter> stream) : TextWriter
    {
        public override Encoding Encoding => others.Encoding;

        public override void Write(char value) => Write([value]);

        public override void Write(string? value) => Write(value.AsSpan());

        public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

        public override void Write(ReadOnlySpan<char> buffer)
        {
            if (Current.Value is not { } streams)
            {
                others.Write(buffer);
                return;
            }

            var writer = stream(streams);
            lock (writer)
            {
                writer.Write(buffer);
            }
        }

        public override void Flush() => others.Flush();
    }
}
