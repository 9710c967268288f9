// Not an image but a table: which features decided about one row, as a chart of bars. dotnet run -c Release table.cs
#:project ../src/Relevance.Imaging/Relevance.Imaging.csproj
// Outside the repository: #:package Relevance.Imaging@0.1.0.
using Relevance;
using Relevance.Imaging;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Propagation;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;

// Will it rain? Each feature as its distance from the mean of the year, in standard deviations.
string[] features = ["pressure", "humidity", "clouds", "wind from the sea", "temperature"];
float[] today = [-1.2f, 1.5f, 0.8f, 0.4f, 0.9f];

// Two layers, their weights by hand. A unit for moist air under low pressure, one for wind that brings clouds, one for what dries.
double[] hidden =
[
    -1.0, 1.2, 0.3, 0.0, -0.1,
    -0.2, 0.1, 0.9, 0.8, 0.0,
    0.6, -0.4, -0.5, 0.0, 1.1,
];
double[] scores = [-0.9, -0.6, 1.0, 0.9, 0.6, -1.0];                         // dry, then rain
var builder = new NetworkBuilder();
var units = builder.Add("relu", new LeakyReluLayer(0.1), builder.Dense("hidden", Weights.Of(hidden, [3, 5]), null, builder.Input));
Network network = builder.Build(builder.Dense("scores", Weights.Of(scores, [2, 3]), null, units));

// Without biases LRP-0 hands the whole score to the features.
var lrp = new LayerwiseRelevancePropagation(network, Composite.Uniform("lrp-0", new LrpZero()));
Explanation<float> explanation = lrp.Explain(today, [5]);
string answer = explanation.Direction.Image(0).IndexOf(1) == 1 ? "rain" : "dry";
Console.WriteLine($"{answer}, with a score of {explanation.ExplainedScores[0]:F3} =");
foreach (var (feature, relevance) in features.Zip(explanation.Relevance.Values.ToArray()))
    Console.WriteLine($"{relevance,8:F3} {feature}");
(explanation.BarChart(features) with { Title = $"Why {answer}?" }).Save("table.png");
Console.WriteLine("table.png shows them as bars.");
