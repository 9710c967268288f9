// Which explanation to trust: methods judged by measures, as a table. dotnet run -c Release judge-methods.cs
#:project ../src/Mnist/Mnist.csproj
// Outside the repository: #:package Relevance@0.1.0, and a network of yours (see own-network.cs) in place of the one of digits.
using Mnist.Data;
using Mnist.ModelFiles;
using Relevance;
using Relevance.Catalogue;
using Relevance.Definitions;
using Relevance.Formats;
using Relevance.Metrics;

string assets = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "../src/MnistExplanation/Assets");
TrainedModel model = TrainedModel.Load(Path.Combine(assets, "target.safetensors"));
byte[] digits = NumpyFile.Read(Path.Combine(assets, "digits.images.npy")).ToBytes();
Normalization pixels = model.Metadata.Normalization;
var images = pixels.ToTensor<float>(digits.AsSpan(0, 784 * 30), 30);
var domain = new InputDomain(pixels.Low(), pixels.High());

// Does the score fall when what is said to matter goes? Does the map stay when nobody sees a change? Does it depend on the class? Does it sum to the score?
string[] measures = ["selectivity-gap", "max-sensitivity", "random-logit", "conservation"];
string[] methods = ["sensitivity-analysis", "gradient-times-input", "lrp(composite=lrp-0)", "lrp", "deeplift", "integrated-gradients"];
Console.WriteLine($"{"mean of 30 digits",-24}{string.Concat(measures.Select(measure => $"{measure,18}"))}");
var context = new MeasureContext(domain);
Console.WriteLine($"{"better is",-24}{string.Concat(measures.Select(measure => $"{MeasureCatalogue.Find(measure, context).Better,18}"))}");
// In a network of rectifiers, LRP-0 is gradient × input: two of the rows are alike.
foreach (var method in methods)
{
    Explainer explainer = MethodNotation.Parse(method).Create(model.Network, domain);
    Explanation<float> explanation = explainer.Explain(images);
    Console.Write($"{method,-24}");
    foreach (var measure in measures)
        Console.Write($"{MeasureCatalogue.Find(measure, context).Evaluate(explainer, images, explanation).Mean,18:F3}");
    Console.WriteLine();
}
