using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Relevance.Gradients;
using Relevance.Onnx.Tests.Support;
using Relevance.Randomness;

namespace Relevance.Onnx.Tests;

/// <summary>Each operation computes what ONNX Runtime does, without its optimisations, and has the gradient that differences of its values say.</summary>
public sealed class OperatorTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("onnx").FullName;

    public static TheoryData<string> Cases => [.. OperatorCases.All.Keys];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_are_those_of_ONNX_Runtime(string name)
    {
        var tiny = OperatorCases.All[name]();
        var bytes = tiny.ToBytes();
        var model = Load(bytes);
        var image = Image(tiny, 0);

        var ours = new GradientTimesInput(model.Network).Explain(ToTensor(Array.ConvertAll(image, value => (float)value), tiny), Target.Class(0)).Scores.Values;

        var theirs = Run(bytes, tiny, image);
        Assert.Equal(theirs.Length, ours.Length);
        var peak = theirs.Max(Math.Abs);
        for (var i = 0; i < theirs.Length; i++)
            Assert.InRange(Math.Abs(ours[i] - theirs[i]), 0, 1e-5 * peak);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_are_quotients_of_differences(string name)
    {
        var tiny = OperatorCases.All[name]();
        var model = Load(tiny.ToBytes());
        var image = Image(tiny, 1);
        var scores = Scores(model, tiny, image);
        var target = scores.Length / 2;

        var gradient = new InputGradient(model.Network).Explain(ToTensor(image, tiny), Target.Class(target)).Relevance.Values.ToArray();

        const double Step = 1e-6;
        var peak = Math.Max(gradient.Max(Math.Abs), 1e-3);
        for (var place = 0; place < image.Length; place += Math.Max(1, image.Length / 12))
        {
            var (before, after) = (Moved(-Step), Moved(Step));
            // The error of the quotient: rounding of the scores over the step, and the step's square.
            Assert.InRange(Math.Abs((after - before) / (2 * Step) - gradient[place]), 0, 1e-7 * peak * 10);

            double Moved(double step)
            {
                double[] moved = [.. image];
                moved[place] += step;
                return Scores(model, tiny, moved)[target];
            }
        }
    }

    private static double[] Scores(OnnxModel model, TinyModel tiny, double[] image) => model.Network.Scores(ToTensor(image, tiny), TestContext.Current.CancellationToken).Values.ToArray();

    /// <summary>Normal numbers: none at a kink, no two alike.</summary>
    private static double[] Image(TinyModel tiny, int seed)
    {
        var random = new RandomNumbers(seed, 3);
        return [.. Enumerable.Range(0, tiny.Image.Size).Select(place => (double)(float)random.Normal(place))];
    }

    private OnnxModel Load(byte[] bytes)
    {
        var path = Path.Combine(folder, "model.onnx");
        File.WriteAllBytes(path, bytes);
        return OnnxModel.Load(path);
    }

    private static float[] Run(byte[] bytes, TinyModel tiny, double[] image)
    {
        using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL };
        using var session = new InferenceSession(bytes, options);
        var input = new DenseTensor<float>(Array.ConvertAll(image, value => (float)value), [1, .. tiny.Image]);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("x", input)]);
        return [.. results[0].AsEnumerable<float>()];
    }

    private static System.Numerics.Tensors.Tensor<T> ToTensor<T>(T[] image, TinyModel tiny) => System.Numerics.Tensors.Tensor.Create(image, [1, .. tiny.Image.Select(length => (nint)length)]);
}
