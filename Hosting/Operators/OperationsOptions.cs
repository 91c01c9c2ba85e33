using System.ComponentModel.DataAnnotations;

namespace SegmentationUpdates.Hosting.Operators;

/// <summary>What an operator may tell a process by HTTP. Configuration section <c>Segmentation:Operations</c>.</summary>
public sealed class OperationsOptions
{
    public const string Section = "Segmentation:Operations";

    /// <summary>What the header <see cref="OperatorCommands.Header"/> has to hold. Null: commands are taken from this machine only.</summary>
    [MinLength(16, ErrorMessage = $"{Section}:OperatorKey must have 16 characters or more")]
    public string? OperatorKey
    {
        get;
        set => field = string.IsNullOrEmpty(value) ? null : value; // An environment can set a variable to nothing, and not unset it.
    }

    /// <summary>Whether the consumer forgets all data when it is told to: for development.</summary>
    public bool AllowReset { get; set; }
}
