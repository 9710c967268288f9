using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Mnist.Training;

/// <summary>Slightly moves and deforms each training image anew in each epoch; every amount is drawn uniformly from ± its value.</summary>
/// <param name="RotationDegrees">Rotation about the centre.</param>
/// <param name="ShiftPixels">Horizontal and vertical shift.</param>
/// <param name="Scale">Stretch of each axis, as a fraction of its length.</param>
/// <param name="Shear">Horizontal shear, as the tangent of its angle.</param>
public sealed record Augmentation(double RotationDegrees, double ShiftPixels, double Scale, double Shear)
{
    private const double HalfSize = 14;

    /// <summary>Deforms images [N,1,28,28] on a black background of 0.</summary>
    internal Tensor Apply(Tensor images)
    {
        using var scope = NewDisposeScope();
        var count = images.shape[0];
        var angle = Draw(count, RotationDegrees * Math.PI / 180);
        var (cos, sin) = (angle.cos(), angle.sin());
        var (width, height) = (Draw(count, Scale).add_(1), Draw(count, Scale).add_(1));
        var shear = Draw(count, Shear);
        // Where each pixel's value is taken from: rotation after shear after scaling, and the shift, in units of half the image.
        var (xx, xy) = (cos * width, (cos * shear - sin) * height);
        var (yx, yy) = (sin * width, (sin * shear + cos) * height);
        var (dx, dy) = (Draw(count, ShiftPixels / HalfSize), Draw(count, ShiftPixels / HalfSize));
        var maps = stack([xx, xy, dx, yx, yy, dy], 1).reshape(count, 2, 3);
        var grid = affine_grid(maps, images.shape, align_corners: false);
        return grid_sample(images, grid, align_corners: false).MoveToOuterDisposeScope();
    }

    private static Tensor Draw(long count, double amount) => rand(count).mul_(2 * amount).sub_(amount);
}
