namespace SegmentationUpdates.Storage.Models;

/// <summary>What a version of the model may be called.</summary>
public static class ModelName
{
    /// <summary>In characters.</summary>
    public const int Longest = 100;

    /// <summary>What is wrong with a name, as the end of a sentence; null when nothing is.</summary>
    public static string? Problem(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length == 0 || name.Trim().Length != name.Length ? "must not be empty, nor begin or end with a space"
            : name.Length > Longest ? $"must have no more than {Longest} characters"
            : name.Any(char.IsControl) ? "must be one line of text"
            : null;
    }
}
