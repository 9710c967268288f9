namespace Architecture.Tests;

public sealed class NamespaceTests
{
    public static TheoryData<string> Projects => [.. ProjectFiles.Names];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_namespaces_use_each_other_in_a_circle_but_the_known_ones(string project)
    {
        var known = KnownCircles.Declared.Where(line => line.Project == project).Select(line => line.Namespaces).ToHashSet();
        var circles = NamespaceCircles.Among(TypeReferences.Read(Path.Combine(AppContext.BaseDirectory, project + ".dll")));
        var unknown = circles.Where(circle => !known.Contains(circle.Namespaces)).ToList();
        Assert.True(unknown.Count == 0, string.Join("\n\n", unknown.Select(circle => circle.Text)));
        Assert.Empty(known.Except(circles.Select(circle => circle.Namespaces)));
    }

    [Fact]
    public void Known_circles_stand_in_projects() => Assert.Empty(KnownCircles.Declared.Select(line => line.Project).Except(ProjectFiles.Names));

    [Fact]
    public void A_circle_is_found_through_any_number_of_namespaces_and_named_once()
    {
        var uses = TypeReferences.Read(typeof(NamespaceTests).Assembly.Location);
        var circle = Assert.Single(NamespaceCircles.Among([.. uses.Where(use => use.From.Namespace.StartsWith("Architecture.Tests.Samples.", StringComparison.Ordinal))]));
        Assert.Equal("Architecture.Tests.Samples.First, Architecture.Tests.Samples.Second, Architecture.Tests.Samples.Third", circle.Namespaces);
        Assert.Contains("Architecture.Tests.Samples.First → Architecture.Tests.Samples.Second: One uses Two", circle.Text, StringComparison.Ordinal);
    }
}
