using Mnist.Training;
using Relevance.Torch.Runtime;
using static TorchSharp.torch;

namespace Mnist.Tests.Training;

[Collection(LibtorchCollection.Name)]
public sealed class AugmentationTests
{
    public AugmentationTests() => TorchRuntime.Initialize();

    [Fact]
    public void Without_amounts_the_images_stay_as_they_are()
    {
        using var scope = NewDisposeScope();
        var images = rand(3, 1, 28, 28);
        Assert.True((new Augmentation(0, 0, 0, 0).Apply(images) - images).abs().max().item<float>() < 1e-5);
    }

    [Fact]
    public void A_shift_moves_the_centre_of_mass_by_up_to_its_amount_in_both_axes()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var images = Blob(200);
        var moved = new Augmentation(0, ShiftPixels: 3, 0, 0).Apply(images);
        foreach (var axis in new[] { 2, 3 })
        {
            var shift = Centre(moved, axis) - Centre(images, axis);
            Assert.InRange(shift.abs().max().item<float>(), 2.5, 3.01);
            Assert.InRange(shift.mean().item<float>(), -0.5, 0.5);
        }
        Assert.Equal(images.sum().item<float>(), moved.sum().item<float>(), 0.01f * images.sum().item<float>());
    }

    [Fact]
    public void A_rotation_about_the_centre_keeps_a_centred_blob_s_place_and_mass()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var images = Blob(50);
        var turned = new Augmentation(RotationDegrees: 45, 0, 0, 0).Apply(images);
        Assert.True((Centre(turned, 2) - Centre(images, 2)).abs().max().item<float>() < 0.05);
        Assert.True((Centre(turned, 3) - Centre(images, 3)).abs().max().item<float>() < 0.05);
        Assert.Equal(images.sum().item<float>(), turned.sum().item<float>(), 0.02f * images.sum().item<float>());
        Assert.True((turned - images).abs().max().item<float>() > 0.1);
    }

    [Fact]
    public void What_comes_in_from_outside_is_black()
    {
        using var scope = NewDisposeScope();
        var moved = new Augmentation(20, 5, 0.2, 0.2).Apply(ones(50, 1, 28, 28));
        Assert.InRange(moved.min().item<float>(), 0, 1e-6);
        Assert.InRange(moved.max().item<float>(), 0.99, 1.0001);
    }

    private static Tensor Blob(int count)
    {
        var axis = arange(28, ScalarType.Float32) - 13.5;
        var row = (-axis.square() / 12).exp();
        var column = (-axis.square() / 6).exp();
        return (row.unsqueeze(1) * column.unsqueeze(0)).expand(count, 1, 28, 28).clone();
    }

    private static Tensor Centre(Tensor images, int axis)
    {
        var mass = images.sum([1, axis == 2 ? 3 : 2]);
        return (mass * arange(28, ScalarType.Float32)).sum(1) / mass.sum(1);
    }
}
