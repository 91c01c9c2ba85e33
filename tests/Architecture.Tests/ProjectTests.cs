using System.Reflection;
using System.Runtime.CompilerServices;
using ArchUnitNET.Loader;

namespace SegmentationUpdates.Architecture.Tests;

public class ProjectTests
{
    // Where there is input and output. System.IO has errors, too, that are nothing of the kind.
    private static readonly string[] Outside =
        ["System.IO.", "System.Net.", "System.Data.", "System.Console", "System.Diagnostics.Process", "Npgsql.", "Confluent."];

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

        // The benchmark of the pipeline is the trainer without its service; that of segments has the simulation without its producer.
        Assert.Empty(friends.Where(name => !name.EndsWith(".Tests", StringComparison.Ordinal)).Except(["TestKit", "Pipeline.Benchmarks", "Segments.Benchmarks"]));
    }

    [Fact]
    public void The_clustering_uses_no_other_project_and_no_input_or_output()
    {
        var clustering = Assembly.Load("Clustering");
        var outside = new ArchLoader().LoadAssemblies(clustering).Build().Types
            .SelectMany(type => type.Dependencies, (type, dependency) => (type.Name, Target: dependency.Target.FullName))
            .Where(
                use => Outside.Any(name => use.Target.StartsWith(name, StringComparison.Ordinal))
                    && !use.Target.EndsWith("Exception", StringComparison.Ordinal))
            .Select(use => $"{use.Name} uses {use.Target}");

        Assert.Empty(House.References("Clustering", "ProjectReference"));
        Assert.Empty(clustering.GetReferencedAssemblies().Select(name => name.Name).Intersect(House.Projects));
        Assert.Empty(outside);
    }
}
