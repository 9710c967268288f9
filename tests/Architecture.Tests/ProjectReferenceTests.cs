namespace Architecture.Tests;

public sealed class ProjectReferenceTests
{
    public static TheoryData<string> Projects => [.. ProjectFiles.Names];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_project_refers_to_one_above_it(string project) =>
        Assert.Empty(Layers.Faults(project, ProjectFiles.References(project), Layers.Declared));

    [Fact]
    public void Every_layer_is_a_project() => Assert.Equal(ProjectFiles.Names.Order(), Layers.Declared.Select(line => line.Project).Order());

    [Fact]
    public void The_layers_are_declared_from_the_bottom_up()
    {
        for (var i = 0; i < Layers.Declared.Count; i++)
            Assert.Empty(Layers.Declared[i].MayUse.Except(Layers.Declared.Take(i).Select(line => line.Project)));
    }

    [Fact]
    public void What_a_layer_uses_may_use_others_and_nothing_points_up()
    {
        (string, string[])[] declared = [("Bottom", []), ("Middle", ["Bottom"]), ("Top", ["Middle"])];
        Assert.Empty(Layers.Faults("Top", ["Middle", "Bottom"], declared));
        Assert.StartsWith("Middle → Top points up: ", Assert.Single(Layers.Faults("Middle", ["Bottom", "Top"], declared)));
        Assert.StartsWith("Bottom → Middle points up: ", Assert.Single(Layers.Faults("Bottom", ["Middle"], declared)));
        Assert.StartsWith("New stands in no layer: ", Assert.Single(Layers.Faults("New", [], declared)));
    }
}
