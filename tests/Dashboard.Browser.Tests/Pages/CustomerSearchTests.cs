using SegmentationUpdates.Dashboard.Browser.Tests.Site;

namespace SegmentationUpdates.Dashboard.Browser.Tests.Pages;

[Collection(typeof(SharedSite))]
public sealed class CustomerSearchTests(LiveSite site)
{
    [Fact]
    public async Task A_customer_is_found_by_id_and_explained()
    {
        await using var visit = await site.VisitAsync("/customers");

        await SearchAsync(visit, "31");

        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Uri(site.Dashboard.Address, "/customers/31").ToString());
        await Assertions.Expect(visit.Page.Locator("h1")).ToHaveTextAsync("Customer 31");
        var segment = await site.Database.ScalarAsync<string>("SELECT segment FROM customer_segments WHERE customer_id = 31");
        await Assertions.Expect(visit.Test("customer-segment")).ToHaveTextAsync(segment);
        await Assertions.Expect(visit.Test("explanation")).ToContainTextAsync(segment);
    }

    [Fact]
    public async Task A_customer_who_does_not_exist_is_said_not_to()
    {
        await using var visit = await site.VisitAsync("/customers/31");

        await SearchAsync(visit, "123456789");

        await Assertions.Expect(visit.Test("not-found")).ToContainTextAsync("There is no customer 123456789.");
    }

    [Fact]
    public async Task What_is_no_id_is_said_to_be_none()
    {
        await using var visit = await site.VisitAsync("/customers");

        await SearchAsync(visit, "Smith");

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert).Filter(new LocatorFilterOptions { HasText = "There is no customer Smith." })).ToBeVisibleAsync();
    }

    private static async Task SearchAsync(Visit visit, string text)
    {
        await visit.Page.GetByLabel("Customer id").FillAsync(text);
        await visit.Page.Keyboard.PressAsync("Enter");
    }
}
