using System.Text;
using System.Text.Unicode;
using SegmentationUpdates.Messaging.DeadLetters;
using SegmentationUpdates.Standalone.Views;

namespace SegmentationUpdates.Standalone.Commands;

/// <summary>What the commands about dead letters say, to a person or to a program.</summary>
internal static class DeadLettersOutput
{
    private const int ShownBytes = 120;

    public static void List(IReadOnlyList<DeadLetter> letters, bool json)
    {
        if (json)
        {
            CommandJson.Write(Console.Out, letters.Select(letter => new
            {
                letter.Source.Topic,
                Partition = letter.Source.Partition.Value,
                Offset = letter.Source.Offset.Value,
                letter.RejectedAt,
                letter.Reason,
                letter.Detail,
                Key = Text(letter.Message.Key),
                Value = Text(letter.Message.Value),

                // What is no text stands here instead.
                ValueBase64 = letter.Message.Value is { } value && !Utf8.IsValid(value) ? Convert.ToBase64String(value) : null,
            }));
            return;
        }

        foreach (var letter in letters)
        {
            Console.WriteLine(
                $"{letter.RejectedAt:yyyy-MM-dd HH:mm:ss}Z {letter.Source.Topic}[{letter.Source.Partition.Value}]@{letter.Source.Offset.Value} "
                + $"{letter.Reason}: {letter.Detail} | {Printable(letter.Message.Value)}");
        }

        Console.WriteLine($"{letters.Count:N0} dead letters");
    }

    public static void Replayed(int replayed, int found, IReadOnlyList<string> problems, bool json)
    {
        foreach (var problem in problems)
        {
            Console.Error.WriteLine(problem);
        }

        if (json)
        {
            CommandJson.Write(Console.Out, new { Found = found, Replayed = replayed, Problems = problems });
        }
        else
        {
            Console.WriteLine($"{replayed:N0} of {found:N0} dead letters replayed");
        }
    }

    private static string? Text(byte[]? value) => value is not null && Utf8.IsValid(value) ? Encoding.UTF8.GetString(value) : null;

    private static string Printable(byte[]? value)
    {
        if (value is null)
        {
            return "(no value)";
        }

        var text = new StringBuilder();
        foreach (var character in Encoding.UTF8.GetString(value.AsSpan(0, Math.Min(value.Length, ShownBytes))))
        {
            // Control characters could do things to a terminal.
            text.Append(char.IsControl(character) ? '·' : character);
        }

        return value.Length > ShownBytes ? $"{text}… ({value.Length:N0} bytes)" : text.ToString();
    }
}
