using Relevance.Runtime;
using static TorchSharp.torch;

namespace Relevance.Evaluation;

/// <summary>Images moved by whole pixels.</summary>
internal static class Shifts
{
    /// <summary>Pixel (y, x) goes to (y + down, x + right); what comes in at the border is the background.</summary>
    internal static Tensor By(Tensor images, int down, int right, double background)
    {
        var shifted = full_like(images, Scalars.Of(background));
        Part(shifted, down, right).copy_(Part(images, -down, -right));
        return shifted;

        static Tensor Part(Tensor image, int top, int left) => image
            .narrow(2, Math.Min(Math.Max(0, top), image.shape[2]), Math.Max(0, image.shape[2] - Math.Abs(top)))
            .narrow(3, Math.Min(Math.Max(0, left), image.shape[3]), Math.Max(0, image.shape[3] - Math.Abs(left)));
    }
}
