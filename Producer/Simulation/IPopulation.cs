namespace SegmentationUpdates.Producer.Simulation;

/// <summary>Who pays next, and how much.</summary>
internal interface IPopulation
{
    (Payer Payer, double Amount) NextPayment();

    /// <summary>Lets the customers' time pass: they may change their ways.</summary>
    void Advance(TimeSpan elapsed);

    /// <summary>How many payments there are at present, as a multiple of the mean.</summary>
    double Flow => 1;
}
