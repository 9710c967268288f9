using Relevance.Formats;
using Mnist.ModelFiles;
using Relevance.Interpretation.Experts;
using Relevance.Networks;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace Mnist.Experts;

/// <summary>
/// What was learned about the images of a data set without regard to any classifier: statistics, a restricted Boltzmann machine, a decoder. Pixels lie
/// between 0 and 1. Immutable. Its file is a safetensors file in half precision, to which all values are rounded.
/// </summary>
public sealed class TrainedExperts
{
    private const string DocumentKey = "mnist-explanation-experts";
    private const int Size = Data.LabelledImages.PixelsPerImage;

    private readonly Safetensors content;

    private TrainedExperts(Safetensors content)
    {
        this.content = content;
        Metadata = content.Metadata.TryGetValue(DocumentKey, out var json)
            ? ExpertsMetadata.FromJson(json)
            : throw new ModelFileException("It does not say which experts it holds.");
        var classes = Metadata.ClassNames.Length;
        Require(ImageStatistics.Mean, Size);
        Require(ImageStatistics.ClassMeans, classes, Size);
        Require(ImageStatistics.Components, null, Size);
        Require(ImageStatistics.Residual, 1);
        Require(BoltzmannTraining.Weight, null, Size);
        Require(BoltzmannTraining.HiddenBias, content[BoltzmannTraining.Weight].Shape[0]);
        Require(BoltzmannTraining.VisibleBias, Size);
        Require(BoltzmannTraining.Variance, Size);
        foreach (var variances in new[] { ImageStatistics.Residual, BoltzmannTraining.Variance })
        {
            if (content[variances].Values.Span.ContainsAnyInRange(float.MinValue, 0))
                throw new ModelFileException($"Its tensor '{variances}' holds a variance that is not positive.");
        }
        CodeSize = DecoderSizes()[0];
        Require(AutoencoderTraining.BlackCode, CodeSize);
        Require(AutoencoderTraining.MeanCode, CodeSize);
        Require(AutoencoderTraining.ClassCodes, classes, CodeSize);
    }

    /// <summary>What is known about them.</summary>
    public ExpertsMetadata Metadata { get; }

    /// <summary>The length of a code of the decoder.</summary>
    public long CodeSize { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelFileException">The file is missing or not valid; the message says why.</exception>
    public static TrainedExperts Load(string path)
    {
        var content = Safetensors.Load(path);
        try
        {
            return new(content);
        }
        catch (ModelFileException e)
        {
            throw new ModelFileException($"'{path}' is not a usable file of experts: {e.Message}", e);
        }
    }

    /// <summary>Reads a file that is in memory.</summary>
    /// <exception cref="ModelFileException">The bytes are not a valid file; the message says why.</exception>
    public static TrainedExperts Read(ReadOnlyMemory<byte> file) => new(SafetensorsReader.Read(file));

    /// <summary>The bytes of its file; the same experts always give the same.</summary>
    public byte[] ToBytes() => SafetensorsWriter.Write(content, half: true);

    /// <summary>Writes its file, in full or not at all.</summary>
    /// <exception cref="IOException">It cannot be written; what was there before is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not permitted.</exception>
    public void Save(string path) => AtomicFile.Write(path, ToBytes());

    /// <summary>The mean image, [1, 1, 28, 28].</summary>
    public Tensor MeanImage() => Tensor(ImageStatistics.Mean, 1, 1, 28, 28);

    /// <summary>The mean image of each class, [K, 1, 28, 28].</summary>
    public Tensor ClassMeans() => Tensor(ImageStatistics.ClassMeans, -1, 1, 28, 28);

    /// <summary>The normal distribution with mean and covariance of the images.</summary>
    public GaussianExpert Gaussian()
    {
        using var scope = NewDisposeScope();
        var components = Tensor(ImageStatistics.Components, -1, Size);
        var covariance = components.t().mm(components).Plus(eye(Size, dtype: ScalarType.Float64) * Tensor(ImageStatistics.Residual, 1));
        return new(MeanImage(), covariance);
    }

    /// <summary>The restricted Boltzmann machine.</summary>
    public BoltzmannExpert Machine()
    {
        using var scope = NewDisposeScope();
        return new(
            Tensor(BoltzmannTraining.Weight, -1, Size), Tensor(BoltzmannTraining.HiddenBias, -1),
            Tensor(BoltzmannTraining.VisibleBias, -1), Tensor(BoltzmannTraining.Variance, -1));
    }

    /// <summary>The decoder: from codes [N, <see cref="CodeSize"/>] to images [N, 1, 28, 28] with values in (0, 1).</summary>
    /// <param name="type">float32 or float64: in what it computes.</param>
    public Network Decoder(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var nothing = no_grad();
        using var module = AutoencoderTraining.Decoder(DecoderSizes());
        foreach (var (name, parameter) in module.named_parameters())
            parameter.copy_(content[AutoencoderTraining.Layers + name].ToTensor());
        return Network.From(module).To(type);
    }

    /// <summary>The code of the black image, [1, <see cref="CodeSize"/>].</summary>
    public Tensor BlackCode() => Tensor(AutoencoderTraining.BlackCode, 1, -1);

    /// <summary>The mean of the codes of all images, [1, <see cref="CodeSize"/>].</summary>
    public Tensor MeanCode() => Tensor(AutoencoderTraining.MeanCode, 1, -1);

    /// <summary>The mean of the codes of each class, [K, <see cref="CodeSize"/>].</summary>
    public Tensor ClassCodes() => Tensor(AutoencoderTraining.ClassCodes, -1, CodeSize);

    internal static TrainedExperts From(IEnumerable<NamedTensor> tensors, ExpertsMetadata metadata) =>
        Read(SafetensorsWriter.Write(new(Safetensors.NoMetadata.Add(DocumentKey, metadata.ToJson()), [.. tensors]), half: true));

    private Tensor Tensor(string name, params ReadOnlySpan<long> shape)
    {
        using var scope = NewDisposeScope();
        return content[name].ToTensor().to(ScalarType.Float64).reshape(shape.ToArray()).MoveToOuterDisposeScope();
    }

    /// <summary>The lengths of the code and of each layer's output, as the tensors say.</summary>
    private List<long> DecoderSizes()
    {
        var sizes = new List<long>();
        for (var layer = 0; sizes is [] or [.., not Size]; layer += 2)
        {
            var name = $"{AutoencoderTraining.Layers}{layer}";
            var shape = content[$"{name}.weight"].Shape;
            if (shape.Length != 2 || shape.Contains(0))
                throw new ModelFileException($"Its tensor '{name}.weight' is not a matrix.");
            if (sizes.Count == 0)
                sizes.Add(shape[1]);
            Require($"{name}.weight", shape[0], sizes[^1]);
            Require($"{name}.bias", shape[0]);
            sizes.Add(shape[0]);
        }
        return sizes;
    }

    private void Require(string name, params ReadOnlySpan<long?> shape)
    {
        var found = content[name].Shape;
        var fits = found.Length == shape.Length && !found.Contains(0);
        for (var i = 0; fits && i < shape.Length; i++)
            fits = shape[i] is null || shape[i] == found[i];
        if (!fits)
            throw new ModelFileException($"Its tensor '{name}' has the shape [{string.Join(", ", found)}], which does not fit the others.");
    }
}
