namespace SegmentationUpdates.AppHost.Tests.Model;

public sealed class WrongSettingTests
{
    [Theory]
    [InlineData("--Segmentation:Target=swarm", "Segmentation:Target is 'swarm': it must be one of compose, kubernetes.")]
    [InlineData("--Segmentation:Servers=cloud", "Segmentation:Servers is 'cloud': it must be one of containers, local, external.")]
    public async Task Is_named_in_one_sentence(string setting, string sentence)
    {
        var (exitCode, error) = await AppHostProcess.RunAsync(setting);

        Assert.Equal(sentence, error);
        Assert.Equal(1, exitCode);
    }
}
