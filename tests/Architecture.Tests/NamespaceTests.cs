namespace Architecture.Tests;

public sealed class NamespaceTests
{
    public static TheoryData<string> Projects => [.. ProjectFiles.Names];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_namespaces_use_each_other_in_a_circle(string project)
    {
        var circles = NamespaceCircles.Among(TypeReferences.Read(Path.Combine(AppContext.BaseDirectory, project + ".dll")));
        Assert.True(circles.Count == 0, string.Join("\n\n", circles.Select(circle => circle.Text)));
    }

    [Fact]
    public void A_circle_is_found_through_any_number_of_namespaces_and_named_once()
    {
        var uses = TypeReferences.Read(typeof(NamespaceTests).Assembly.Location);
        var circle = Assert.Single(NamespaceCircles.Among([.. uses.Where(use => use.From.Namespace.StartsWith("Architecture.Tests.Samples.", StringComparison.Ordinal))]));
        Assert.Equal("Architecture.Tests.Samples.First, Architecture.Tests.Samples.Second, Architecture.Tests.Samples.Third", circle.Namespaces);
        Assert.Contains("Architecture.Tests.Samples.First → Architecture.Tests.Samples.Second: One uses Two", circle.Text, StringComparison.Ordinal);
    }
}
