using System.ComponentModel.DataAnnotations;

namespace SegmentationUpdates.Tables;

/// <summary>A setting that <see cref="ColumnMapText.Parse"/> can read.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ColumnMapAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        try
        {
            ColumnMapText.Parse((string?)value);
            return ValidationResult.Success;
        }
        catch (FormatException e)
        {
            return new ValidationResult(e.Message, validationContext?.MemberName is { } member ? [member] : null);
        }
    }
}
