// Several methods side by side: what each shows, and what its relevance sums to. dotnet run -c Release compare-methods.cs
#:project ../src/Mnist/Mnist.csproj
#:project ../src/Relevance.Imaging/Relevance.Imaging.csproj
// Outside the repository: #:package Relevance.Imaging@0.1.0, and a network of yours (see own-network.cs) in place of the one of digits.
using Mnist.Data;
using Mnist.ModelFiles;
using Relevance;
using Relevance.Catalogue;
using Relevance.Formats;
using Relevance.Imaging;

const int Count = 4;
string assets = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "../src/MnistExplanation/Assets");
TrainedModel model = TrainedModel.Load(Path.Combine(assets, "target.safetensors"));
byte[] digits = NumpyFile.Read(Path.Combine(assets, "digits.images.npy")).ToBytes();
Normalization pixels = model.Metadata.Normalization;
var images = pixels.ToTensor<float>(digits.AsSpan(0, 784 * Count), Count);

// Methods by name, with parameters where the defaults are not wanted: as on the command line, in the gallery and in the studio.
string[] methods = ["sensitivity-analysis", "gradient-times-input", "integrated-gradients(tolerance=0.01)", "deeplift", "lrp", "occlusion"];
MethodCall[] calls = [.. methods.Select(MethodNotation.Parse)];
Explanation<float>[] found = [.. calls.Select(call => call.Create(model.Network, new(pixels.Low(), pixels.High())).Explain(images))];

// A row for each digit: the digit, then a heatmap by each method.
var sheet = new Sheet
{
    Title = "One network, six methods: red speaks for the predicted class, blue against it",
    ColumnHeadings = ["digit", .. calls.Select(call => call.Title.Replace(" ", "\n"))],
    Rows = [.. Enumerable.Range(0, Count).Select(Row)],
};
sheet.Render().Save("methods.png");
// DeepLIFT and integrated gradients share out what the score gains on a black image; sensitivity analysis and occlusion share out nothing.
Console.WriteLine($"score of the first digit: {found[0].ExplainedScores[0]:F3}; the relevances of its pixels sum to");
foreach (var (method, explanation) in methods.Zip(found))
    Console.WriteLine($"{method,-38} {explanation.TotalRelevances[0],8:F3}");
Console.WriteLine("methods.png shows them side by side.");

SheetRow Row(int number) => new([new(Panel.Image(Digit(number))), .. found.Select(one => new SheetCell(Panel.Heatmap(one.Heatmap(number).Map)))]);
Map Digit(int number) => Map.FromBytes(28, 28, digits.AsSpan(784 * number, 784));
