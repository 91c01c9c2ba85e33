using SegmentationUpdates.Producer.Simulation;
using SegmentationUpdates.Standalone.Running;

namespace SegmentationUpdates.Standalone.Tests.Running;

public class RunSettingsRulesTests
{
    private const Roles All = Roles.Migrations | Roles.Producer | Roles.Consumer;

    private static readonly RunSettings Good = new()
    {
        Rate = 200,
        CustomersFile = "customers.csv",
        DataFolder = ".data",
        Partitions = 6,
        Roles = All,
        Profile = SimulationProfile.Realistic,
    };

    [Fact]
    public void The_defaults_are_good() => Assert.Empty(RunSettingsRules.Problems(Good));

    [Theory]
    [InlineData(0.01, true)]
    [InlineData(1_000_000, true)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    [InlineData(1_000_001, false)]
    [InlineData(double.NaN, false)]
    [InlineData(double.PositiveInfinity, false)]
    public void The_rate_has_bounds(double rate, bool isGood) => AssertProblem(isGood ? null : "--rate", Good with { Rate = rate });

    [Theory]
    [InlineData(1, true)]
    [InlineData(100_000, true)]
    [InlineData(0.99, false)]
    [InlineData(100_001, false)]
    [InlineData(double.NaN, false)]
    public void The_speed_has_bounds(double speed, bool isGood) => AssertProblem(isGood ? null : "--speed", Good with { Speed = speed });

    [Fact]
    public void A_speed_is_for_those_who_simulate() => AssertProblem(
        "--speed has no effect", Good with { Speed = 3600, Roles = Roles.Consumer | Roles.Trainer, Kafka = "localhost:9092" });

    [Theory]
    [InlineData(1, true)]
    [InlineData(1000, true)]
    [InlineData(0, false)]
    [InlineData(1001, false)]
    public void Partitions_have_bounds(int partitions, bool isGood) =>
        AssertProblem(isGood ? null : "--partitions", Good with { Partitions = partitions });

    [Theory]
    [InlineData(true, true, "--map", null)]
    [InlineData(true, false, "--map", "--map has no effect without --customers")]
    [InlineData(false, true, null, "--customers has no effect with these --roles")]
    [InlineData(false, false, null, null)]
    public void An_option_that_would_have_no_effect_is_refused(bool migrates, bool isGiven, string? table, string? problem) => AssertProblem(
        problem,
        Good with
        {
            Roles = migrates ? All : Roles.Consumer | Roles.Producer,
            CustomersFileIsGiven = isGiven,
            GivenTableOptions = table is null ? [] : [table],
        });

    [Fact]
    public void What_is_piped_in_cannot_be_loaded() =>
        AssertProblem("--customers -", Good with { CustomersFile = "-", CustomersFileIsGiven = true });

    [Theory]
    [InlineData("localhost:9092", true)]
    [InlineData("a:1,b:65535", true)]
    [InlineData("[::1]:9092", true)]
    [InlineData("localhost", false)]
    [InlineData("localhost:", false)]
    [InlineData(":9092", false)]
    [InlineData("localhost:0", false)]
    [InlineData("localhost:65536", false)]
    [InlineData("a:1,", false)]
    [InlineData("", false)]
    public void Kafka_is_a_list_of_endpoints(string kafka, bool isGood) => AssertProblem(isGood ? null : "--kafka", Good with { Kafka = kafka });

    [Theory]
    [InlineData("Host=db;Database=d", true)]
    [InlineData("Host=db;Port=5433;Username=u;Password=p;Database=d", true)]
    [InlineData("Host=db", false)]
    [InlineData("Database=d", false)]
    [InlineData("postgresql://db/d", false)]
    [InlineData("Host=db;Database=d;Colour=blue", false)]
    [InlineData("Host=db;Database=d;Port=none", false)]
    [InlineData("", false)]
    public void Postgres_is_a_connection_string_with_host_and_database(string postgres, bool isGood) =>
        AssertProblem(isGood ? null : "--postgres", Good with { Postgres = postgres });

    [Fact]
    public void A_password_in_a_bad_connection_string_is_not_repeated() => Assert.All(
        RunSettingsRules.Problems(Good with { Postgres = "Host=db;Password=s3cret;Database=d;Colour=blue" }),
        problem => Assert.DoesNotContain("s3cret", problem));

    [Fact]
    public void A_database_of_others_is_never_forgotten() =>
        AssertProblem("--fresh", Good with { Fresh = true, Postgres = "Host=db;Database=d" });

    [Theory]
    [InlineData(2, "--roles")]
    [InlineData(4, "--roles")]
    [InlineData(3, "--roles")]
    [InlineData(5, "--roles")]
    [InlineData(16, "--roles")]
    [InlineData(20, "--roles")]
    [InlineData(1, null)]
    [InlineData(6, null)]
    [InlineData(22, null)]
    public void Only_one_end_of_the_topic_needs_a_Kafka_that_can_be_shared(int roles, string? option)
    {
        AssertProblem(option, Good with { Roles = (Roles)roles });
        AssertProblem(null, Good with { Roles = (Roles)roles, Kafka = "localhost:9092" });
    }

    [Fact]
    public void Every_problem_is_told_at_once() => Assert.Equal(
        ["--rate", "--partitions", "--kafka"],
        RunSettingsRules.Problems(Good with { Rate = 0, Partitions = 0, Kafka = "x" }).Select(problem => problem.Split(' ')[0]));

    private static void AssertProblem(string? option, RunSettings settings)
    {
        var problems = RunSettingsRules.Problems(settings).ToList();
        if (option is null)
        {
            Assert.Empty(problems);
        }
        else
        {
            Assert.StartsWith(option, Assert.Single(problems), StringComparison.Ordinal);
        }
    }
}
