using Relevance.Tool.Pages;
namespace MnistExplanation.Report.Content;

/// <summary>How the network was trained.</summary>
/// <param name="Preset">The name of the preset.</param>
/// <param name="Seed">The seed of all random numbers.</param>
/// <param name="Options">Epochs, batch size, learning rate and so on.</param>
/// <param name="Curve">The training curve.</param>
internal sealed record TrainingFacts(string Preset, long Seed, IReadOnlyList<Setting> Options, Figure Curve);

/// <summary>How the network does on the test images.</summary>
/// <param name="Confusion">The number of images of each true class (row) that were given each class (column).</param>
/// <param name="Picture">The same as a picture.</param>
internal sealed record TestFacts(IReadOnlyList<IReadOnlyList<int>> Confusion, Figure Picture)
{
    /// <summary>The number of test images.</summary>
    internal int Images => Confusion.Sum(row => row.Sum());

    /// <summary>The number of images that were classified correctly.</summary>
    internal int Correct => Confusion.Select((row, label) => row[label]).Sum();

    /// <summary>The fraction in [0,1] of the images that were classified correctly.</summary>
    internal double Accuracy => (double)Correct / Images;
}
