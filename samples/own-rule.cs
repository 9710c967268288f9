// A rule of your own for layer-wise relevance propagation, and a composite that says where it holds. dotnet run -c Release own-rule.cs
#:project ../src/Mnist/Mnist.csproj
#:project ../src/Relevance.Imaging/Relevance.Imaging.csproj
// Outside the repository: #:package Relevance.Imaging@0.1.0, and a network of yours (see own-network.cs) in place of the one of digits.
using System.Collections.Immutable;
using Mnist.Data;
using Mnist.ModelFiles;
using Relevance.Formats;
using Relevance.Imaging;
using Relevance.Maps;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;

string assets = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "../src/MnistExplanation/Assets");
TrainedModel model = TrainedModel.Load(Path.Combine(assets, "target.safetensors"));
ReadOnlySpan<byte> digits = NumpyFile.Read(Path.Combine(assets, "digits.images.npy")).ToBytes();
var image = model.Metadata.Normalization.ToTensor<float>(digits[..784], 1);

// The first line whose condition holds gives a layer its rule: w² at the pixels, the new rule in every other linear layer.
var composite = new Composite("by-size", [new(LayerCondition.First, new WSquare()), new(LayerCondition.Linear, new BySize())]);
var lrp = new LayerwiseRelevancePropagation(model.Network, composite);
foreach (var entry in lrp.Plan.Where(entry => entry.Rule is LinearRule))
    Console.WriteLine($"{entry.Node.Name,-4} {entry.Node.Layer.Kind,-10} {entry.Rule,-32} because it is {entry.Reason}");
var explanation = lrp.Explain(image);
Console.WriteLine($"score {explanation.ExplainedScores[0]:F3}, relevance {explanation.TotalRelevances[0]:F3}: the rule conserves, up to its ε.");
explanation.Heatmap(legend: true).Save("own-rule.png");
Console.WriteLine("own-rule.png shows it.");

/// <summary>Shares relevance by the size of each contribution, whatever its sign: R_j = Σ_k |a_j w_jk| / Σ_j |a_j w_jk| · R_k.</summary>
sealed record BySize(double Epsilon = 1e-9) : LinearRule
{
    public override string Name => "by-size";
    public override IReadOnlyDictionary<string, object> Parameters => new Dictionary<string, object> { ["epsilon"] = Epsilon };
    public override ImmutableArray<ShareGroup> Groups => [new([new(InputPart.Absolute, WeightPart.Absolute)], Epsilon)];
    public override BiasHandling Bias => BiasHandling.LeftOut;
}
