namespace SegmentationUpdates.Producer.Simulation;

/// <summary>Who pays next, and how much.</summary>
internal interface IPopulation
{
    (Payer Payer, double Amount) NextPayment();

    /// <summary>Lets time pass: customers may change their ways.</summary>
    void Advance(TimeSpan elapsed);
}
