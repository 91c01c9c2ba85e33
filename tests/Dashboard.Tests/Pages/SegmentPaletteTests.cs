using SegmentationUpdates.Dashboard.Display;

namespace SegmentationUpdates.Dashboard.Tests.Pages;

public sealed class SegmentPaletteTests
{
    [Fact]
    public void A_segment_keeps_its_slot_and_shares_it_with_none_while_there_are_enough()
    {
        string[] names = ["High-value", "Budget-conscious", "At risk / inactive customers", "Savers", "Students", "Segment 4"];
        var palette = new SegmentPalette();

        int[] slots = [.. names.Select(palette.Slot)];

        Assert.Equal(slots.Distinct(), slots);
        Assert.Equal(slots, names.Select(palette.Slot));
    }

    [Fact]
    public void A_name_has_the_same_slot_in_another_process_whatever_else_is_shown_first() =>
        Assert.Equal(new SegmentPalette().Slot("Savers"), new SegmentPalette().Slot("Savers"));

    [Fact]
    public void Generated_names_have_slots_of_their_own()
    {
        var palette = new SegmentPalette();

        int[] slots = [.. Enumerable.Range(1, 5).Select(number => palette.Slot($"Segment {number}"))];

        Assert.Equal(5, slots.Distinct().Count());
    }

    [Fact]
    public void No_segment_has_a_marker_of_its_own()
    {
        var palette = new SegmentPalette();

        Assert.Equal(SegmentPalette.NoSlot, palette.Slot(null));
        Assert.DoesNotContain(palette.Marker(null), SegmentPalette.Markers.Take(SegmentPalette.Slots));
    }

    [Fact]
    public void More_segments_than_colours_are_no_error()
    {
        var palette = new SegmentPalette();

        Assert.All(Enumerable.Range(0, 40), i => Assert.InRange(palette.Slot($"name {i}"), 0, SegmentPalette.Slots - 1));
    }
}
