using System.Numerics.Tensors;
using Relevance.Engine;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Programs;
using Relevance.Propagation.Rules;

namespace Relevance.Tests.Support;

internal static class RuleExtensions
{
    /// <summary>Applies a rule to one layer with one input: the relevance at the input, given that at the output.</summary>
    public static Tensor<double> Propagate(this Rule rule, Layer layer, Tensor<double> input, Tensor<double> relevance) => rule.Propagate(layer, [input], relevance)[0];

    /// <summary>Applies a rule to a linear map without bias.</summary>
    public static Tensor<double> Propagate(this Rule rule, LinearMap map, Tensor<double> input, Tensor<double> relevance) =>
        rule.Propagate(new LinearLayer("Layer", map), input, relevance);

    /// <summary>Applies a rule to one layer with several inputs.</summary>
    public static Tensor<double>[] Propagate(this Rule rule, Layer layer, Tensor<double>[] inputs, Tensor<double> relevance)
    {
        var program = new ProgramBuilder();
        Value[] values = [.. inputs.Select((input, i) => program.Input($"input {i}", input.ImageShape))];
        var upstream = program.Input("relevance", relevance.ImageShape);
        var node = new Node(0, "layer", layer, [.. inputs.Select((_, i) => -1 - i)]);
        var shares = rule.Write(new RuleContext(program, node, values, layer.Forward(program, values), upstream));
        var built = program.Build([.. shares.Select((share, i) => ($"share {i}", share))]);
        // A rule need not read all it is given: what it leaves is no input of the program.
        var given = inputs.Select((input, i) => ($"input {i}", input)).Append(("relevance", relevance)).ToDictionary();
        var results = new CompiledProgram(built).Run<double>([.. built.Inputs.Select(input => given[input.Name])]);
        return [.. shares.Select((_, i) => results[$"share {i}"])];
    }

    /// <summary>What a layer with one input computes.</summary>
    public static Tensor<double> Apply(this Layer layer, Tensor<double> input)
    {
        var program = new ProgramBuilder();
        var output = layer.Forward(program, [program.Input("input", input.ImageShape)]);
        return new CompiledProgram(program.Build(("output", output))).Run<double>([input])["output"];
    }
}
