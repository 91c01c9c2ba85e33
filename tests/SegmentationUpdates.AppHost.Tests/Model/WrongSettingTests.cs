namespace SegmentationUpdates.AppHost.Tests.Model;

public sealed class WrongSettingTests
{
    [Theory]
    [InlineData("--Segmentation:Target=swarm", "Segmentation:Target is 'swarm': it must be one of compose, kubernetes.")]
    [InlineData("--Segmentation:Servers=cloud", "Segmentation:Servers is 'cloud': it must be one of containers, local, external.")]
    [InlineData("--Segmentation:Consumers=many", "Segmentation:Consumers is 'many': it must be a number from 1 to 100.")]
    [InlineData("--Segmentation:Consumers=0", "Segmentation:Consumers is '0': it must be a number from 1 to 100.")]
    [InlineData("--Segmentation:Persist=ja", "Segmentation:Persist is 'ja': it must be true or false.")]
    public async Task Is_named_in_one_sentence(string setting, string sentence)
    {
        var (exitCode, error) = await AppHostProcess.RunAsync(setting);

        Assert.Equal(sentence, error);
        Assert.Equal(2, exitCode);
    }
}
