using MnistExplanation.Report.Content;
using Relevance.Tool.Pages;

namespace MnistExplanation.Tests.Report;

/// <summary>A complete content of the report with plausible numbers.</summary>
internal static class SampleReport
{
    /// <summary>One grey pixel.</summary>
    internal const string Png =
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";

    internal static IReadOnlyList<string> Digits { get; } = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <summary>98.8 % right; 4 is taken for 9 most often.</summary>
    private static IReadOnlyList<IReadOnlyList<int>> Confusion { get; } =
        [.. Enumerable.Range(0, 10).Select(label => (IReadOnlyList<int>)[.. Enumerable.Range(0, 10).Select(predicted => Count(label, predicted))])];

    internal static ReportContent Content { get; } = new(
        new DatasetFacts("MNIST", 60_000, Digits, 0.1307, 0.3081),
        new NetworkFacts(
        [
            new("Convolution 3×3, 1 → 6 channels", [6, 26, 26], 60),
            new("Leaky ReLU, slope 0.01", [6, 26, 26], 0),
            new("Average pooling 2×2", [6, 13, 13], 0),
            new("Convolution 3×3, 6 → 16 channels", [16, 11, 11], 880),
            new("Leaky ReLU, slope 0.01", [16, 11, 11], 0),
            new("Average pooling 2×2", [16, 5, 5], 0),
            new("Flatten", [400], 0),
            new("Dropout, 0.25", [400], 0),
            new("Fully connected, 400 → 120", [120], 48_120),
            new("Leaky ReLU, slope 0.01", [120], 0),
            new("Dropout, 0.25", [120], 0),
            new("Fully connected, 120 → 84", [84], 10_164),
            new("Leaky ReLU, slope 0.01", [84], 0),
            new("Dropout, 0.25", [84], 0),
            new("Fully connected, 84 → 10", [10], 850),
        ]),
        new TrainingFacts("target", 0,
        [
            new("Epochs", "10"), new("Batch size", "64"), new("Optimiser", "Adam, learning rate 0.001"), new("Loss", "categorical cross-entropy"), new("Biases", "zero or negative"),
        ], Picture("Training curve: the loss falls from 0.42 to 0.05, the accuracy rises to 98.9 %.")),
        new TestFacts(Confusion, Picture("Confusion matrix of the ten digits.")),
        [
            new("sensitivity-analysis", [], HeatmapScale.PerHeatmap, Picture("Ten digits with their sensitivity heatmaps."), Rows(1.2546, 3.7255, 2.5561)),
            new("simple-taylor", [new("Root point", "near zero, on the line to the image")], HeatmapScale.PerHeatmap, Picture("Ten digits with their Taylor heatmaps."), Rows(9.5526, 10.2178, 16.2386)),
            new("lrp", [new("Composite", "epsilon-gamma-box"), new("γ", "0.25"), new("ε", "0.000001"), new("Pixel range", "−0.424 to 2.821")], HeatmapScale.Shared,
                Picture("Ten digits with their LRP heatmaps."), Rows(9.2485, 10.5212, 15.7468),
                [
                    new("0: Convolution", "zB", "the first layer"), new("2: Average pooling", "ε = 0.000001", "any other layer"), new("3: Convolution", "γ = 0.25", "a convolution"),
                    new("5: Average pooling", "ε = 0.000001", "any other layer"), new("8: Fully connected", "ε = 0.000001", "any other layer"),
                ]),
        ],
        Picture("Ten digits with their heatmaps by every method."),
        new Provenance(
            "dotnet run -c Release --project src/MnistExplanation -- reproduce --output reproduction",
            [new("Data", null), new("Training", 36.24), new("Test", 0.412), new("Explanations and figures", 1.83)],
            [new("mnist-explanation", "0.1.0"), new(".NET", "10.0.1"), new("TorchSharp", "0.107.0 (libtorch 2.10)"), new("System", "Debian GNU/Linux 12"), new("Threads", "2")],
            new("model.safetensors", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
            [
                new("train-images-idx3-ubyte", "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
                new("train-labels-idx1-ubyte", "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
                new("t10k-images-idx3-ubyte", "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
                new("t10k-labels-idx1-ubyte", "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
            ],
            new(false, "For gradients the program switched oneDNN off, which gives the right ones.")));

    private static Figure Picture(string altText) => new(Png, 640, 400, altText);

    private static int Count(int label, int predicted) => (label, predicted) switch
    {
        (4, 9) => 14,
        (5, 3) => 11,
        (7, 2) => 9,
        _ when predicted == label => 988,
        _ when predicted == (label + 1) % 10 => 9 - label,
        _ => 0,
    };

    private static IReadOnlyList<ConservationRow> Rows(double zero, double one, double two) =>
    [
        new(3, "0", "0", "0", 8.4917, zero),
        new(2, "1", "1", "1", 9.4366, one),
        new(1, "2", "2", "2", 14.6408, two),
    ];
}
