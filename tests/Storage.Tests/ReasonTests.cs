using SegmentationUpdates.Hosting;

namespace SegmentationUpdates.Storage.Tests;

/// <summary>Databases and programs that read them know these texts.</summary>
public class ReasonTests
{
    [Fact]
    public void Reasons_of_models_have_the_texts_that_stand_in_databases() => Assert.Equal(
        ["initial", "schedule", "drift", "online", "request", "manual", "approved", "unpin", "other"], EnumText.All<ModelReason>());

    [Fact]
    public void Decisions_on_models_have_the_texts_that_stand_in_databases() =>
        Assert.Equal(["approved", "rejected", "replaced"], EnumText.All<ModelDecision>());

    [Fact]
    public void Reasons_of_changes_have_the_texts_that_stand_in_databases() => Assert.Equal(
        ["transactions", "model", "initial", "loaded", "manual", "erased"], EnumText.All<SegmentChangeReason>());
}
