using Mnist.Data;
using Relevance.Runtime;
using static TorchSharp.torch;

namespace Mnist.Tests.Data;

public class NormalizationTests
{
    private static readonly byte[] EveryValue = [.. Enumerable.Range(0, 784).Select(i => (byte)i)];

    public NormalizationTests() => TorchRuntime.Initialize();

    [Fact]
    public void Inputs_in_float32_equal_those_of_torchvision_to_the_bit()
    {
        foreach (var specification in DatasetSpecification.All)
        {
            var normalization = specification.Normalization;
            using var scope = NewDisposeScope();
            var mean = tensor((float)normalization.Mean);
            var deviation = tensor((float)normalization.StandardDeviation);
            var expected = tensor(EveryValue).to(ScalarType.Float32).div(255).sub(mean).div(deviation).reshape(1, 1, 28, 28);
            var inputs = normalization.ToTensor(EveryValue, 1);
            Assert.Equal([1L, 1, 28, 28], inputs.shape);
            Assert.Equal(ScalarType.Float32, inputs.dtype);
            Assert.Equal(expected.data<float>().ToArray(), inputs.data<float>().ToArray());
        }
    }

    [Fact]
    public void Inputs_in_float64_are_computed_in_float64()
    {
        using var inputs = DatasetSpecification.Mnist.Normalization.ToTensor(EveryValue, 1, ScalarType.Float64);
        Assert.Equal(EveryValue.Select(v => (v / 255.0 - 0.1307) / 0.3081), inputs.data<double>().ToArray());
    }

    [Fact]
    public void Low_and_High_stand_for_the_darkest_and_the_brightest_pixel()
    {
        var normalization = DatasetSpecification.Mnist.Normalization;
        using var inputs = normalization.ToTensor(EveryValue, 1, ScalarType.Float64);
        Assert.Equal(inputs.data<double>()[0], normalization.Low(ScalarType.Float64));
        Assert.Equal(inputs.data<double>()[255], normalization.High(ScalarType.Float64));
        Assert.Equal(-0.42421, normalization.Low(), 5);
        Assert.Equal(2.82149, normalization.High(), 5);
    }

    [Fact]
    public void No_image_gives_an_empty_tensor()
    {
        using var inputs = DatasetSpecification.Mnist.Normalization.ToTensor([], 0);
        Assert.Equal([0L, 1, 28, 28], inputs.shape);
    }

    [Fact]
    public void Pixels_that_are_not_those_of_whole_images_are_refused()
    {
        var normalization = DatasetSpecification.Mnist.Normalization;
        Assert.Throws<ArgumentException>(() => normalization.ToTensor(new byte[783], 1));
        Assert.Throws<ArgumentException>(() => normalization.ToTensor(new byte[784], 2));
        Assert.Throws<ArgumentException>(() => normalization.ToTensor(new byte[784], -1));
        Assert.Throws<ArgumentException>(() => normalization.ToTensor(new byte[784], 1, ScalarType.Int64));
    }
}
