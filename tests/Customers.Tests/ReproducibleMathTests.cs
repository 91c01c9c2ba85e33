using CsCheck;

namespace SegmentationUpdates.Customers.Tests;

public class ReproducibleMathTests
{
    [Fact]
    public void Exp_is_that_of_the_platform_up_to_its_last_bits() =>
        Gen.Double[-300, 300].Sample(x => Assert.Equal(1, ReproducibleMath.Exp(x) / Math.Exp(x), 1e-14));

    [Fact]
    public void Log_is_that_of_the_platform_up_to_its_last_bits() =>
        Gen.Double[-300, 300].Select(Math.Exp).Sample(x => Assert.Equal(Math.Log(x), ReproducibleMath.Log(x), 1e-14 * Math.Max(1, Math.Abs(Math.Log(x)))));

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.001, -3.090232306167813)]
    [InlineData(0.999999, 4.753424308822899)]
    [InlineData(1e-15, -7.941345326170998)]
    public void The_normal_quantile_is_the_known_one(double p, double z) => Assert.Equal(z, ReproducibleMath.NormalQuantile(p), 1e-7);

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(2, 0.8807970779778823)]
    [InlineData(-2, 0.11920292202211755)]
    public void The_logistic_function_is_the_known_one(double x, double p) => Assert.Equal(p, ReproducibleMath.Logistic(x), 1e-15);

    // Reference outputs of splitmix64.c with the state 1234567.
    [Fact]
    public void The_generator_gives_the_published_sequence()
    {
        var random = new SplitMix64(1234567);
        ulong[] published = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.Equal(published, published.Select(_ => random.Next()).ToArray());
    }

    [Fact]
    public void Uniform_numbers_are_never_0_or_1()
    {
        var random = new SplitMix64(1);
        for (int i = 0; i < 100_000; i++)
        {
            Assert.InRange(random.NextUniform(), double.Epsilon, 1 - 1e-16);
        }
    }
}
