namespace Architecture.Tests;

public sealed class NamespaceTests
{
    /// <summary>The projects whose assemblies lie beside the tests.</summary>
    public static TheoryData<string> Projects => [.. ProjectFiles.Names.Where(name => File.Exists(Assembly(name)))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_namespaces_use_each_other_in_a_circle(string project)
    {
        var circles = NamespaceCircles.Among(TypeReferences.Read(Assembly(project)));
        Assert.True(circles.Count == 0, string.Join("\n\n", circles));
    }

    private static string Assembly(string name) => Path.Combine(AppContext.BaseDirectory, name + ".dll");
}
