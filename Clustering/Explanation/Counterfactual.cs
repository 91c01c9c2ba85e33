namespace SegmentationUpdates.Clustering.Explanation;

/// <summary>
/// A change of one feature, all else equal, that moves a customer to another segment: to the first value beyond the border, or the one after it, that
/// can be written in four digits, or in as few more as it takes.
/// </summary>
/// <param name="Feature">Name of the feature.</param>
/// <param name="From">The customer's value in natural units; the feature's median where it is missing.</param>
/// <param name="To">
/// A value that moves the customer, of as few digits as will do: a whole number where things are counted, whole cents where it is money.
/// </param>
/// <param name="Segment">Index of the segment it goes to.</param>
/// <param name="Label">That segment's name.</param>
/// <param name="Step">How large the change is in scaled units, after clamping; what changes of different features are compared by.</param>
public sealed record Counterfactual(string Feature, double From, double To, int Segment, string Label, double Step);
