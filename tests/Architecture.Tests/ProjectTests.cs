using System.Reflection;
using System.Runtime.CompilerServices;

namespace SegmentationUpdates.Architecture.Tests;

public class ProjectTests
{
    [Fact]
    public void Every_project_stands_in_the_table_of_the_architecture() => Assert.Empty(House.Projects.Except(House.Table));

    [Theory]
    [MemberData(nameof(House.EachProject), MemberType = typeof(House))]
    public void A_project_uses_only_what_stands_below_it_in_the_table(string project)
    {
        var below = House.Table.SkipWhile(name => name != project).Skip(1);

        Assert.Empty(House.References(project, "ProjectReference").Except(below));
    }

    [Theory]
    [MemberData(nameof(House.EachProject), MemberType = typeof(House))]
    public void Only_tests_see_what_is_internal(string project)
    {
        var friends = Assembly.Load(project).GetCustomAttributes<InternalsVisibleToAttribute>().Select(friend => friend.AssemblyName);

        // The benchmark of the pipeline is the trainer without its service.
        Assert.Empty(friends.Where(name => !name.EndsWith(".Tests", StringComparison.Ordinal)).Except(["TestKit", "Pipeline.Benchmarks"]));
    }

    [Fact]
    public void The_clustering_uses_no_other_project_and_no_input_or_output()
    {
        var used = Assembly.Load("Clustering").GetReferencedAssemblies().Select(name => name.Name!).ToList();

        Assert.Empty(House.References("Clustering", "ProjectReference"));
        Assert.Empty(used.Intersect(House.Projects));
        Assert.DoesNotContain(used, name => name.StartsWith("Npgsql", StringComparison.Ordinal) || name.StartsWith("Confluent", StringComparison.Ordinal));
    }
}
