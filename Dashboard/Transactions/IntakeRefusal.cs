namespace SegmentationUpdates.Dashboard.Transactions;

/// <param name="IsPermanent">Coming again does not help.</param>
/// <param name="Detail">Why, for a person.</param>
internal sealed record IntakeRefusal(bool IsPermanent, string Detail);
