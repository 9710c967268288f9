// A network of your own, from arrays: its scores, an explanation, and where the score went. dotnet run -c Release own-network.cs
#:project ../src/Relevance/Relevance.csproj
#:project ../src/Relevance.Formats/Relevance.Formats.csproj
// Outside the repository: #:package Relevance@0.1.0 and #:package Relevance.Formats@0.1.0.
using Relevance;
using Relevance.Formats;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;

// Weights come from a file that PyTorch wrote: safetensors.torch.save_file(model.state_dict(), "lines.safetensors"). Here they are made by hand.
float[] upright = [-1, 2, -1, -1, 2, -1, -1, 2, -1], level = [-1, -1, -1, 2, 2, 2, -1, -1, -1];
float[] scoresWeight = [.. Enumerable.Repeat(1f, 9), .. Enumerable.Repeat(-1f, 18), .. Enumerable.Repeat(1f, 9)];
AtomicFile.Write("lines.safetensors", new Safetensors(Safetensors.NoMetadata,
[
    new("conv.weight", [2, 1, 3, 3], (float[])[.. upright, .. level]), new("conv.bias", [2], (float[])[-1, -1]), new("scores.weight", [2, 18], scoresWeight),
]).ToBytes());

// The network: a convolution that finds lines, a rectifier, and scores for "upright" and "level".
var file = Safetensors.Load("lines.safetensors");
Weights Read(string name) => Weights.Of(file[name].Values.Span, [.. file[name].Shape.Select(length => (int)length)]);
var builder = new NetworkBuilder();
var lines = builder.Convolution("conv", Read("conv.weight"), Read("conv.bias"), ConvolutionGeometry.Plain(2), builder.Input);
var features = builder.Add("flatten", new FlattenLayer(), builder.Add("relu", new LeakyReluLayer(), lines));
Network network = builder.Build(builder.Dense("scores", Read("scores.weight"), null, features));

// One image of 5 × 5 pixels with an upright line, explained with the books kept.
float[] image = [.. Enumerable.Range(0, 25).Select(place => place % 5 == 2 ? 1f : 0)];
var lrp = new LayerwiseRelevancePropagation(network, Composite.Uniform("lrp-0", new LrpZero()));
var (explanation, ledger, _) = lrp.ExplainWithLedger(Tensors.Of(image, 1, [1, 5, 5]));
Console.WriteLine($"scores: upright {explanation.Scores.Image(0)[0]:F2}, level {explanation.Scores.Image(0)[1]:F2}");
foreach (var row in explanation.Relevance.Values.ToArray().Chunk(5))
    Console.WriteLine(string.Concat(row.Select(relevance => $"{relevance + 0,7:F2}")));
double score = explanation.ExplainedScores[0], pixels = explanation.TotalRelevances[0], biases = ledger.Entries.Sum(entry => entry.Bias[0]);
Console.WriteLine($"score {score:F2} = pixels {pixels:F2} + biases {biases:F2}");
