using SegmentationUpdates.Hosting;
using SegmentationUpdates.Messaging.Transactions;

namespace SegmentationUpdates.Messaging.Tests.Transactions;

public class RejectionReasonTests
{
    [Fact]
    public void Reasons_have_the_texts_that_stand_in_dead_letters() => Assert.Equal(
        ["empty", "malformed", "invalid", "unknown-customer", "id-conflict", "refused-by-database"], EnumText.All<RejectionReason>());
}
