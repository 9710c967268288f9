using System.Numerics.Tensors;
using Mnist.ModelFiles;
using Relevance;
using Relevance.Formats;
using Relevance.Interpretation.Experts;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Networks.Layers;

namespace Mnist.Experts;

/// <summary>
/// Models of the images of a data set, trained independently of any classifier: statistics, a restricted Boltzmann machine, a decoder. Pixels lie between 0 and
/// 1. Immutable. Its file is a safetensors file in half precision, to which all values are rounded.
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
        Require(ExpertTensors.Mean, Size);
        Require(ExpertTensors.ClassMeans, classes, Size);
        Require(ExpertTensors.Components, null, Size);
        Require(ExpertTensors.Residual, 1);
        Require(ExpertTensors.Weight, null, Size);
        Require(ExpertTensors.HiddenBias, content[ExpertTensors.Weight].Shape[0]);
        Require(ExpertTensors.VisibleBias, Size);
        Require(ExpertTensors.Variance, Size);
        foreach (var variances in new[] { ExpertTensors.Residual, ExpertTensors.Variance })
        {
            if (content[variances].Values.Span.ContainsAnyInRange(float.MinValue, 0))
                throw new ModelFileException($"Its tensor '{variances}' holds a variance that is not positive.");
        }
        CodeSize = (int)DecoderSizes()[0];
        Require(ExpertTensors.BlackCode, CodeSize);
        Require(ExpertTensors.MeanCode, CodeSize);
        Require(ExpertTensors.ClassCodes, classes, CodeSize);
    }

    /// <summary>The metadata of the file.</summary>
    public ExpertsMetadata Metadata { get; }

    /// <summary>The length of a code of the decoder.</summary>
    public int CodeSize { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelFileException">The file is missing or not valid; the message says why.</exception>
    public static TrainedExperts Load(string path) => ModelFile.Load(path, "file of experts", content => new TrainedExperts(content));

    /// <summary>Reads a file that is in memory.</summary>
    /// <exception cref="ModelFileException">The bytes are not a valid file; the message says why.</exception>
    public static TrainedExperts Read(ReadOnlyMemory<byte> file) => ModelFile.Read(file, content => new TrainedExperts(content));

    /// <summary>Writes the experts as the bytes of a file. The same experts always give the same bytes.</summary>
    public byte[] ToBytes() => content.ToBytes(half: true);

    /// <summary>Writes the file atomically.</summary>
    /// <exception cref="IOException">The file cannot be written; an existing file is unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">The path may not be written to.</exception>
    public void Save(string path) => AtomicFile.Write(path, ToBytes());

    /// <summary>The mean image, [1, 1, 28, 28].</summary>
    public Tensor<double> MeanImage() => Images(ExpertTensors.Mean, 1);

    /// <summary>The mean image of each class, [K, 1, 28, 28].</summary>
    public Tensor<double> ClassMeans() => Images(ExpertTensors.ClassMeans, Metadata.ClassNames.Length);

    /// <summary>The normal distribution with mean and covariance of the images.</summary>
    public GaussianExpert Gaussian()
    {
        var components = content[ExpertTensors.Components].ToDoubles();
        var residual = content[ExpertTensors.Residual].ToDoubles()[0];
        var covariance = new double[Size * Size];
        for (var component = 0; component < components.Length; component += Size)
        {
            for (var i = 0; i < Size; i++)
            {
                for (var j = 0; j < Size; j++)
                    covariance[i * Size + j] += components[component + i] * components[component + j];
            }
        }
        for (var i = 0; i < Size; i++)
            covariance[i * Size + i] += residual;
        return new(Weights.Of(content[ExpertTensors.Mean].ToDoubles(), [Size]), Weights.Of(covariance, [Size, Size]));
    }

    /// <summary>The restricted Boltzmann machine.</summary>
    public BoltzmannExpert Machine() => new(
        content[ExpertTensors.Weight].ToWeights(), content[ExpertTensors.HiddenBias].ToWeights(),
        content[ExpertTensors.VisibleBias].ToWeights(), content[ExpertTensors.Variance].ToWeights());

    /// <summary>The decoder: from codes [N, <see cref="CodeSize"/>] to images [N, 1, 28, 28] with values in (0, 1).</summary>
    public Network Decoder()
    {
        var builder = new NetworkBuilder();
        var (output, layers) = (builder.Input, DecoderSizes().Count - 1);
        for (var layer = 0; layer < layers; layer++)
        {
            if (layer > 0)
                output = builder.Add($"{2 * layer - 1}", new LeakyReluLayer(), output);
            var name = $"{ExpertTensors.Layers}{2 * layer}";
            output = builder.Dense($"{2 * layer}", content[$"{name}.weight"].ToWeights(), content[$"{name}.bias"].ToWeights(), output);
        }
        output = builder.Add($"{2 * layers - 1}", new SigmoidLayer(), output);
        return builder.Build(builder.Add($"{2 * layers}", new UnflattenLayer(0, [1, 28, 28]), output));
    }

    /// <summary>The code of the black image, [1, <see cref="CodeSize"/>].</summary>
    public Tensor<double> BlackCode() => Codes(ExpertTensors.BlackCode, 1);

    /// <summary>The mean of the codes of all images, [1, <see cref="CodeSize"/>].</summary>
    public Tensor<double> MeanCode() => Codes(ExpertTensors.MeanCode, 1);

    /// <summary>The mean of the codes of each class, [K, <see cref="CodeSize"/>].</summary>
    public Tensor<double> ClassCodes() => Codes(ExpertTensors.ClassCodes, Metadata.ClassNames.Length);

    internal static TrainedExperts From(IEnumerable<NamedTensor> tensors, ExpertsMetadata metadata) =>
        Read(new Safetensors(Safetensors.NoMetadata.Add(DocumentKey, metadata.ToJson()), [.. tensors]).ToBytes(half: true));

    private Tensor<double> Images(string name, int count) => Tensors.Of(content[name].ToDoubles(), count, [1, 28, 28]);

    private Tensor<double> Codes(string name, int count) => Tensors.Of(content[name].ToDoubles(), count, [CodeSize]);

    /// <summary>The lengths of the code and of each layer's output, as the tensors say.</summary>
    private List<long> DecoderSizes()
    {
        var sizes = new List<long>();
        for (var layer = 0; sizes is [] or [.., not Size]; layer += 2)
        {
            var name = $"{ExpertTensors.Layers}{layer}";
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
