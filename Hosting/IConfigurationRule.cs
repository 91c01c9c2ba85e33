namespace SegmentationUpdates.Hosting;

/// <summary>What a program asks of its configuration beside its options. Those that are registered are asked before the host starts.</summary>
public interface IConfigurationRule
{
    /// <summary>What is wrong, one sentence each, naming the key.</summary>
    IEnumerable<string> Problems();
}
