using Mnist.Experts;
using Mnist.ModelFiles;
using Mnist.Networks;
using Mnist.Tests.Training;
using Mnist.Training;
using Relevance;
using Relevance.Formats;
using Relevance.Interpretation;
using Relevance.Torch.Runtime;
using static TorchSharp.torch;

namespace Mnist.Tests.Experts;

[Collection(LibtorchCollection.Name)]
public sealed class ExpertTrainerTests
{
    private static readonly ExpertTrainingOptions Options = new() { Seed = 3, Components = 60, HiddenUnits = 8, MachineEpochs = 40, CodeSize = 2, DecoderEpochs = 40 };

    private static readonly Lazy<TrainedExperts> Trained = new(() => ExpertTrainer.Train(Synthetic.Data, Options));

    /// <summary>An epoch is one step here: long enough to have learned something. More components than 5 would learn the noise of 56 images by heart.</summary>
    private static readonly Lazy<TrainedExperts> Learned =
        new(() => ExpertTrainer.Train(Synthetic.Data, Options with { Components = 5, MachineEpochs = 600, DecoderEpochs = 600 }));

    public ExpertTrainerTests() => TorchRuntime.Initialize();

    [Fact]
    public void The_same_seed_gives_the_same_bytes_whatever_else_draws_numbers_and_another_seed_others()
    {
        random.manual_seed(99);
        Assert.Equal(Trained.Value.ToBytes(), Train(Options).ToBytes());
        Assert.NotEqual(Trained.Value.ToBytes(), Train(Options with { Seed = 4 }).ToBytes());
    }

    [Fact]
    public void A_file_gives_back_what_was_written_into_it()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "experts.safetensors");
        Trained.Value.Save(path);
        var read = TrainedExperts.Load(path);
        Assert.Equal(Trained.Value.ToBytes(), read.ToBytes());
        Assert.Equal(("thirds", 3L, 2), (read.Metadata.Dataset, read.Metadata.Seed, read.CodeSize));
        Assert.Equal(["top", "middle", "bottom"], read.Metadata.ClassNames);
    }

    [Fact]
    public void Means_are_those_of_the_images_to_half_precision()
    {
        var images = Synthetic.Data.Train;
        var found = Trained.Value.ClassMeans().Values.ToArray();
        for (var label = 0; label < 3; label++)
        {
            var ofClass = Enumerable.Range(0, images.Count).Where(i => images[i].Label == label).ToList();
            for (var pixel = 0; pixel < 784; pixel++)
                Assert.Equal(ofClass.Average(i => images[i].Pixels.Span[pixel] / 255.0), found[label * 784 + pixel], 6e-4);
        }
        var all = Trained.Value.MeanImage().Values.ToArray();
        for (var pixel = 0; pixel < 784; pixel++)
            Assert.Equal(Enumerable.Range(0, images.Count).Average(i => images[i].Pixels.Span[pixel] / 255.0), all[pixel], 6e-4);
    }

    [Fact]
    public void With_all_components_the_covariance_is_that_of_the_images_and_the_least_variance_elsewhere()
    {
        using var scope = NewDisposeScope();
        using var images = new ImageTensors(Synthetic.Data.Train, new(0, 1));
        // 56 images have a covariance of rank 55.
        var found = ImageStatistics.Of(images, 3, 60, CancellationToken.None).ToDictionary(tensor => tensor.Name, tensor => tensor.ToTensor().to(ScalarType.Float64));
        var rows = images.Batch(arange(56, ScalarType.Int64)).flatten(1).to(ScalarType.Float64);
        var away = rows - rows.mean([0], true);
        var expected = away.t().mm(away) / 56;
        var covariance = found[ExpertTensors.Components].t().mm(found[ExpertTensors.Components]) + eye(784, dtype: ScalarType.Float64) * found[ExpertTensors.Residual];
        Assert.InRange((covariance - expected).abs().max().item<double>(), 0, 2e-4);
        Assert.Equal(1e-4, found[ExpertTensors.Residual].item<double>(), 1e-9);
    }

    [Fact]
    public void A_class_without_images_has_the_mean_of_all()
    {
        var images = Synthetic.Data.Train;
        var without = images.Select([.. Enumerable.Range(0, images.Count).Where(i => images[i].Label != 1)]);
        var experts = ExpertTrainer.Train(
            Synthetic.Data with { Train = without }, Options with { MachineEpochs = 1, DecoderEpochs = 1 }, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(experts.MeanImage().Values.ToArray(), experts.ClassMeans().Image(1).ToArray());
    }

    [Fact]
    public void The_machine_and_the_Gaussian_find_the_images_likelier_than_their_pixels_in_another_order()
    {
        using var scope = NewDisposeScope();
        using var images = new ImageTensors(Synthetic.Data.Test!, new(0, 1));
        var rows = images.Batch(arange(images.Count, ScalarType.Int64)).flatten(1).to(ScalarType.Float64);
        var shuffled = rows.index_select(1, randperm(784, ScalarType.Int64, generator: new Generator(1)));
        foreach (var expert in new Expert[] { Learned.Value.Machine(), Learned.Value.Gaussian() })
            Assert.InRange(Mean(expert, rows) - Mean(expert, shuffled), 1, 1e9);

        static double Mean(Expert expert, Tensor points) => expert.At(Tensors.Of(points.data<double>().ToArray(), (int)points.shape[0], [784])).LogDensity.Average();
    }

    [Fact]
    public void The_decoder_makes_the_mean_image_of_a_class_from_its_mean_code()
    {
        var images = Learned.Value.Decoder().Scores(Learned.Value.ClassCodes(), TestContext.Current.CancellationToken);
        Assert.Equal([3, 1, 28, 28], images.Lengths.ToArray());
        Assert.All(images.Values.ToArray(), value => Assert.True(value is > 0 and < 1));
        var means = Learned.Value.ClassMeans();
        for (var label = 0; label < 3; label++)
        {
            var image = images.Image(label).ToArray();
            var distances = Enumerable.Range(0, 3).Select(other => image.Zip(means.Image(other).ToArray(), (x, y) => (x - y) * (x - y)).Sum()).ToArray();
            Assert.Equal(label, Array.IndexOf(distances, distances.Min()));
        }
        Assert.Equal([1, 2], Learned.Value.BlackCode().Lengths.ToArray());
        Assert.Equal([1, 2], Learned.Value.MeanCode().Lengths.ToArray());
    }

    [Fact]
    public void Progress_rises_to_one_and_the_losses_fall()
    {
        var reports = new List<ExpertTrainingProgress>();
        Train(Options, new Told(reports));
        Assert.All(reports.Zip(reports.Skip(1)), pair => Assert.True(pair.Second.Fraction > pair.First.Fraction));
        Assert.Equal(1, reports[^1].Fraction, 1e-12);
        foreach (var part in reports.GroupBy(report => report.Part))
            Assert.True(part.Last().Loss < 0.8 * part.First().Loss, part.Key);
    }

    [Fact]
    public void Cancellation_is_honoured_and_the_threads_are_given_back()
    {
        var threads = TorchRuntime.Threads;
        using var source = new CancellationTokenSource();
        var reports = new List<ExpertTrainingProgress>();
        var told = new Told(reports, () =>
        {
            if (reports.Count == 3)
                source.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => ExpertTrainer.Train(Synthetic.Data, Options, told, source.Token));
        Assert.Equal(3, reports.Count);
        Assert.Equal(threads, TorchRuntime.Threads);
    }

    [Fact]
    public void Wrong_options_and_images_are_refused_with_a_reason()
    {
        Refused("HiddenUnits must be at least 1, not 0", Synthetic.Data, Options with { HiddenUnits = 0 });
        Refused("Components must be at most 784", Synthetic.Data, Options with { Components = 785 });
        Refused("no images", Synthetic.Data with { Train = Synthetic.Data.Train[..0] }, Options);
        Refused("not one of the 2 classes", Synthetic.Data with { ClassNames = ["a", "b"] }, Options);
    }

    [Fact]
    public void A_file_that_does_not_hold_experts_is_refused_with_a_reason()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "broken.safetensors");
        var bytes = Trained.Value.ToBytes();
        File.WriteAllBytes(path, bytes[..^10]);
        Assert.Contains("truncated", Assert.Throws<ModelFileException>(() => TrainedExperts.Load(path)).Message, StringComparison.Ordinal);

        var content = Safetensors.Read(bytes);
        Assert.Contains("no tensor 'machine.weight'", Problem(content with { Tensors = [.. content.Tensors.Where(tensor => tensor.Name != "machine.weight")] }), StringComparison.Ordinal);
        Assert.Contains("which experts", Problem(content with { Metadata = Safetensors.NoMetadata }), StringComparison.Ordinal);
        Assert.Contains("format version 9", Problem(content with
        {
            Metadata = content.Metadata.SetItem("mnist-explanation-experts", """{"format_version":9,"dataset":"mnist","class_names":["a"]}"""),
        }), StringComparison.Ordinal);
        Assert.Contains("'codes.mean' has the shape [3]", Problem(With(content, new("codes.mean", [3], new float[3]))), StringComparison.Ordinal);
        Assert.Contains("not positive", Problem(With(content, new("statistics.residual_variance", [1], new float[1]))), StringComparison.Ordinal);
        Assert.Contains("'decoder.0.bias'", Problem(With(content, new("decoder.0.bias", [7], new float[7]))), StringComparison.Ordinal);
    }

    private static TrainedExperts Train(ExpertTrainingOptions options, IProgress<ExpertTrainingProgress>? progress = null) =>
        ExpertTrainer.Train(Synthetic.Data, options, progress, TestContext.Current.CancellationToken);

    private static Safetensors With(Safetensors content, NamedTensor replacement) =>
        content with { Tensors = [.. content.Tensors.Where(tensor => tensor.Name != replacement.Name), replacement] };

    private static string Problem(Safetensors content) =>
        Assert.Throws<ModelFileException>(() => TrainedExperts.Read(content.ToBytes(half: true))).Message;

    private static void Refused(string part, TrainingData data, ExpertTrainingOptions options) =>
        Assert.Contains(part, Assert.Throws<ArgumentException>(() => ExpertTrainer.Train(data, options)).Message, StringComparison.Ordinal);

    private sealed class Told(List<ExpertTrainingProgress> reports, Action? then = null) : IProgress<ExpertTrainingProgress>
    {
        public void Report(ExpertTrainingProgress value)
        {
            reports.Add(value);
            then?.Invoke();
        }
    }
}
