// Which pixels say that this is a 7? A trained network, a digit, layer-wise relevance propagation. dotnet run -c Release first-heatmap.cs [-- NUMBER]
#:project ../src/Mnist/Mnist.csproj
#:project ../src/Relevance.Imaging/Relevance.Imaging.csproj
// Outside the repository: #:package Relevance.Imaging@0.1.0, and a network of yours (see own-network.cs) in place of the one of digits.
using Mnist.Data;
using Mnist.ModelFiles;
using Relevance;
using Relevance.Formats;
using Relevance.Imaging;
using Relevance.Propagation;
using Relevance.Propagation.Composites;

string assets = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "../src/MnistExplanation/Assets");
int number = args.Length > 0 ? int.Parse(args[0]) : 0;                        // one of a hundred digits, 0 to 99

// The network: layers and weights from a file, and how its pixels were normalised.
TrainedModel model = TrainedModel.Load(Path.Combine(assets, "target.safetensors"));
Normalization pixels = model.Metadata.Normalization;

// The image: 28 × 28 bytes become a tensor [1, 1, 28, 28].
ReadOnlySpan<byte> digits = NumpyFile.Read(Path.Combine(assets, "digits.images.npy")).ToBytes();
var image = pixels.ToTensor<float>(digits.Slice(784 * number, 784), 1);

// The method: a composite gives each layer its rule. This one must know the values of black and white.
Composite composite = NamedComposites.Default.Create(pixels.Low(), pixels.High());
var lrp = new LayerwiseRelevancePropagation(model.Network, composite);
Explanation<float> explanation = lrp.Explain(image, Target.Predicted);

// Red speaks for the predicted class, blue against it.
explanation.Heatmap(legend: true).Save("heatmap.png");
int predicted = explanation.Direction.Image(0).IndexOf(1);
Console.WriteLine($"The network reads a {predicted}, with a score of {explanation.ExplainedScores[0]:F2}.");
Console.WriteLine($"The pixels share {explanation.TotalRelevances[0]:F2} of it; biases take what is missing or bring what is over.");
Console.WriteLine("heatmap.png shows where.");
