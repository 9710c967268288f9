using Mnist.Data;
using Relevance;
using Relevance.Maps;
using Relevance.Torch.Runtime;
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
            var mean = tensor((float)normalization.Mean[0]);
            var deviation = tensor((float)normalization.StandardDeviation[0]);
            var expected = tensor(EveryValue).to(ScalarType.Float32).div(255).sub(mean).div(deviation).reshape(1, 1, 28, 28);
            var inputs = normalization.ToTensor<float>(EveryValue, 1);
            Assert.Equal([1, 1, 28, 28], inputs.Lengths.ToArray());
            Assert.Equal(expected.data<float>().ToArray(), inputs.Values.ToArray());
        }
    }

    [Fact]
    public void Inputs_in_float64_are_computed_in_float64()
    {
        var inputs = DatasetSpecification.Mnist.Normalization.ToTensor<double>(EveryValue, 1);
        Assert.Equal(EveryValue.Select(v => (v / 255.0 - 0.1307) / 0.3081), inputs.Values.ToArray());
    }

    [Fact]
    public void Low_and_High_stand_for_the_darkest_and_the_brightest_pixel()
    {
        var normalization = DatasetSpecification.Mnist.Normalization;
        var (singles, doubles) = (normalization.ToTensor<float>(EveryValue, 1), normalization.ToTensor<double>(EveryValue, 1));
        Assert.Equal((new ChannelValues(singles.Values[0]), new ChannelValues(singles.Values[255])), (normalization.Low(), normalization.High()));
        Assert.Equal((new ChannelValues(doubles.Values[0]), new ChannelValues(doubles.Values[255])), (normalization.Low(inDouble: true), normalization.High(inDouble: true)));
        Assert.Equal(-0.42421, normalization.Low()[0], 5);
        Assert.Equal(2.82149, normalization.High()[0], 5);
    }

    [Fact]
    public void No_image_gives_an_empty_tensor()
    {
        var inputs = DatasetSpecification.Mnist.Normalization.ToTensor<float>([], 0);
        Assert.Equal([0, 1, 28, 28], inputs.Lengths.ToArray());
        Assert.Equal((0, 0), (inputs.ImageCount, inputs.Values.Length));
    }

    [Fact]
    public void Pixels_that_are_not_those_of_whole_images_are_refused()
    {
        var normalization = DatasetSpecification.Mnist.Normalization;
        Assert.Throws<ArgumentException>(() => normalization.ToTensor<float>(new byte[783], 1));
        Assert.Throws<ArgumentException>(() => normalization.ToTensor<float>(new byte[784], 2));
        Assert.Throws<ArgumentException>(() => normalization.ToTensor<float>(new byte[784], -1));
    }
}
