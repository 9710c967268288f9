using System.CommandLine;
using System.CommandLine.Parsing;
using Mnist.Data;
using Relevance.Tool.Commands;
using Relevance.Tool.Explaining;

namespace MnistExplanation.Digits;

/// <summary>How users choose digits: by their place in a test set, or from a file.</summary>
internal sealed class DigitOptions : ImageOptions
{
    private readonly Option<int[]?> index = NumberOption.Several("--index", "Explain these images of the test set, counted from 0.", "N…", 0, int.MaxValue - 1);
    private readonly Option<bool> digits = new("--digits") { Description = "Explain the first test image of each class (the default if no image is chosen)." };

    private readonly Option<string?> images = new("--images")
    {
        Description = "Explain your own images: a PNG of any size, dark on light or light on dark, which is centred as MNIST's are; or .npy, uint8 [N,28,28], background 0.",
        HelpName = "FILE",
    };

    private readonly Option<DatasetSpecification?> dataset;
    private readonly Option<string?> data = DatasetChoice.Data();

    internal DigitOptions(Host host) => dataset = DatasetChoice.Dataset(host, "Without it, the one on which the model was trained.");

    internal override IReadOnlyList<Option> All => [index, digits, images, dataset, data];

    internal override IReadOnlyList<Option> Choosing => [index, digits, images];

    internal override void Validate(CommandResult result)
    {
        if (Choosing.Count(result.IsGiven) > 1)
            result.AddError("--index, --digits and --images each choose the images; give only one of them.");
        if (result.GetResult(images) is not null && (result.GetResult(dataset) ?? result.GetResult(data)) is not null)
            result.AddError("--images brings its own images; leave --dataset and --data out.");
    }

    internal override ImageSource Read(ParseResult parsed) => new DigitSource
    {
        File = parsed.GetValue(images),
        // Without the option the value is an empty array, not null.
        Indices = parsed.GetResult(index) is null ? null : parsed.GetValue(index),
        Dataset = parsed.GetValue(dataset),
        Folder = parsed.GetValue(data),
        Verbose = parsed.GetValue(SharedOptions.Verbose),
    };
}
