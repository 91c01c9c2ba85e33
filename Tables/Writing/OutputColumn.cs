namespace SegmentationUpdates.Tables.Writing;

/// <summary>A column to write.</summary>
/// <param name="Name">Distinct among the columns.</param>
/// <param name="Type"><see cref="string"/>, <see cref="long"/>, <see cref="double"/>, <see cref="bool"/> or <see cref="DateTime"/>.</param>
public sealed record OutputColumn(string Name, Type Type);
