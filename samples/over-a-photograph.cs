// A heatmap over a photograph: where it is red rather than green. dotnet run -c Release over-a-photograph.cs [-- PHOTOGRAPH]
#:project ../src/Relevance.Imaging/Relevance.Imaging.csproj
// Outside the repository: #:package Relevance.Imaging@0.1.0.
using Relevance;
using Relevance.Imaging;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;
using Relevance.Propagation;
using Relevance.Propagation.Composites;

// The photograph, or else a poppy in a meadow; and a small copy of it of the size that the network takes.
Picture photograph = args.Length > 0 ? Picture.Decode(args[0]) : Picture.Of(480, 360, Poppy);
const int Side = 112, Patch = 4;
Picture small = Picture.Of(Side, Side, (x, y) => photograph[x * photograph.Width / Side, y * photograph.Height / Side]);

// The network: for each patch, how much one colour exceeds the mean of the two others, and the mean of that over all patches. Pixels are normalised
// channel by channel, as for ImageNet, which the weights undo. A trained network comes from a file instead: see own-network.cs.
Normalization pixels = Normalization.ImageNet;
double Excess(int color, int channel) => color == channel ? 1 : -0.5;
var weights = from color in Enumerable.Range(0, 3) from channel in Enumerable.Range(0, 3) from place in Enumerable.Range(0, Patch * Patch)
              select Excess(color, channel) * pixels.StandardDeviation[channel] / (Patch * Patch);
var biases = from color in Enumerable.Range(0, 3) select Enumerable.Range(0, 3).Sum(channel => Excess(color, channel) * pixels.Mean[channel]);
var builder = new NetworkBuilder();
var (weight, bias) = (Weights.Of(weights.ToArray(), [3, 3, Patch, Patch]), Weights.Of(biases.ToArray(), [3]));
var patches = builder.Convolution("patches", weight, bias, ConvolutionGeometry.Of(2, stride: Patch), builder.Input);
var all = new WindowAxis(Side / Patch, Side / Patch);
var mean = builder.Add("mean", new LinearLayer("AvgPool2d", new SeparableMap("mean", [all, all])), builder.Add("relu", new LeakyReluLayer(), patches));
Network network = builder.Build(builder.Add("scores", new FlattenLayer(), mean));

var lrp = new LayerwiseRelevancePropagation(network, NamedComposites.Default.Create(pixels.Low(), pixels.High()));
var explanation = lrp.Explain(pixels.ToTensor<float>(small), Target.Contrast(0, 1));
explanation.Heatmap().Over(photograph).Save("over-a-photograph.png");
float red = explanation.Scores.Image(0)[0], green = explanation.Scores.Image(0)[1];
Console.WriteLine($"red {red:F4}, green {green:F4}; the relevance of all pixels sums to {explanation.TotalRelevances[0]:F4}, the difference.");
Console.WriteLine("over-a-photograph.png shows it over the photograph: red for the one, blue for the other.");

static Rgb Poppy(int x, int y) => double.Hypot(x - 300, y - 150) < 70 ? new(200, 30, 40) : y < 120 ? new(150, 180, 230) : new(60, (byte)(90 + y / 6), 40);
