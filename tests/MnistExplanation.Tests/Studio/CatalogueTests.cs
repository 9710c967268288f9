using System.Text.Json.Nodes;
using Relevance.Catalogue;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;
using Relevance.Studio.Engine;

namespace MnistExplanation.Tests.Studio;

/// <summary>What can be asked for, by <c>GET /api/catalogue</c>.</summary>
public sealed class CatalogueTests(StudioClient studio) : IClassFixture<StudioClient>
{
    private StudioEngine Engine => studio.Server.Engine;

    [Fact]
    public async Task The_catalogue_lists_all_that_can_be_asked_for()
    {
        var catalogue = (await studio.GetAsync("api/catalogue")).Succeeded();

        Assert.Equal(MethodCatalogue.All.Select(method => method.Name), catalogue["methods"]!.AsArray().Select(method => method!["name"]!.GetValue<string>()));
        Assert.Equal(NamedComposites.All.Select(composite => composite.Name), catalogue["composites"]!.AsArray().Select(composite => composite!["name"]!.GetValue<string>()));
        Assert.Equal(RuleDefinitions.All.Select(rule => rule.Name), catalogue["rules"]!.AsArray().Select(rule => rule!["name"]!.GetValue<string>()));
        Assert.Equal(Engine.Network.Nodes.Select(node => node.Name), catalogue["layers"]!.AsArray().Select(layer => layer!["name"]!.GetValue<string>()));
        Assert.Equal(Engine.Limits.BodyBytes, catalogue["limits"]!["bodyBytes"]!.GetValue<long>());
    }

    [Fact]
    public async Task The_catalogue_says_in_which_family_a_method_is_and_which_values_are_worth_a_try()
    {
        var catalogue = (await studio.GetAsync("api/catalogue")).Succeeded();
        JsonNode Find(string list, string name) => catalogue[list]!.AsArray().Single(entry => entry!["name"]!.GetValue<string>() == name)!;
        JsonNode Parameter(string list, string of, string name) => Find(list, of)["parameters"]!.AsArray().Single(entry => entry!["name"]!.GetValue<string>() == name)!;

        Assert.Equal(["Hand the score back", "Ask for gradients", "Change the image", "Average over copies"], catalogue["families"]!.AsArray().Select(family => family!.GetValue<string>()));
        Assert.Equal("Hand the score back", Find("methods", "lrp")["family"]!.GetValue<string>());
        Assert.All(catalogue["methods"]!.AsArray(), method => Assert.Contains(catalogue["families"]!.AsArray(), family => family!.GetValue<string>() == method!["family"]!.GetValue<string>()));
        Assert.Equal([1, 200], Parameter("methods", "integrated-gradients", "steps")["usual"].Numbers());
        Assert.False(Parameter("methods", "integrated-gradients", "steps")["logarithmic"]!.GetValue<bool>());
        Assert.Equal([1e-9, 10], Parameter("rules", "epsilon", "epsilon")["usual"].Numbers());
        Assert.True(Parameter("rules", "epsilon", "epsilon")["logarithmic"]!.GetValue<bool>());
        Assert.Equal([0, 10], Parameter("composites", "gamma", "gamma")["usual"].Numbers());
        double[] pixels = [Engine.Domain.Low[0], Engine.Domain.High[0]];
        Assert.Equal(pixels, Parameter("rules", "z-box", "low")["usual"].Numbers());
        Assert.Equal(pixels, Parameter("methods", "translation-average", "background")["usual"].Numbers());
    }

    [Fact]
    public async Task Every_rule_of_the_catalogue_can_be_given_with_its_defaults()
    {
        var catalogue = (await studio.GetAsync("api/catalogue")).Succeeded();
        foreach (var rule in catalogue["rules"]!.AsArray())
        {
            var name = rule!["name"]!.GetValue<string>();
            // This network has no max pooling and no gate; and what hands on unchanged needs as many outputs as inputs.
            if (name is "winner-takes-all" or "average-of-window" or "signal-takes-all" or "pass")
                continue;
            var parameters = rule["parameters"]!.AsArray().Where(parameter => parameter!["default"] is not null).Select(parameter => $"{parameter!["name"]}={parameter["default"]}");
            var notation = $"{name}({string.Join(", ", parameters).ToLowerInvariant()})";
            (await studio.PostAsync("api/explain", new { image = Pixels.Image(0), methods = new[] { new { name = "lrp", rules = new[] { new { layers = "0", rule = notation } } } } })).Succeeded();
        }
    }
}
