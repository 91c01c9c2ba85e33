using SegmentationUpdates.Customers;

namespace SegmentationUpdates.Producer.Simulation;

/// <summary>Who pays.</summary>
/// <param name="CustomerId">The number; 0 for one whom the producer knows by the bank's own id only.</param>
/// <param name="ExternalId">The bank's own id; null for one who has none but the number.</param>
internal readonly record struct Payer(int CustomerId, string? ExternalId = null)
{
    public static Payer Of(Customer customer) => new(customer.CustomerId, customer.ExternalId);
}
