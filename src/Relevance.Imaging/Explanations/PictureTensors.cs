using System.Numerics;
using System.Numerics.Tensors;

namespace Relevance.Imaging;

/// <summary>Photographs as inputs of a network.</summary>
public static class PictureTensors
{
    /// <summary>The input [1, 3, H, W] for a photograph: red, green and blue, each normalised.</summary>
    /// <example>
    /// <code>
    /// var explanation = explainer.Explain(Normalization.ImageNet.ToTensor&lt;float&gt;(Picture.Decode("cat.jpg")));
    /// </code>
    /// </example>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>; every step is computed in that precision.</typeparam>
    /// <param name="normalization">How bytes become inputs, for three channels or for all alike.</param>
    /// <param name="photograph">Of the size that the network takes.</param>
    /// <exception cref="ArgumentException">The normalisation is for another number of channels.</exception>
    public static Tensor<T> ToTensor<T>(this Normalization normalization, Picture photograph)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(normalization);
        ArgumentNullException.ThrowIfNull(photograph);
        int plane = photograph.Width * photograph.Height;
        var bytes = new byte[checked(3 * plane)];
        for (int i = 0; i < plane; i++)
            (bytes[i], bytes[plane + i], bytes[2 * plane + i]) = photograph[i % photograph.Width, i / photograph.Width];
        return normalization.ToTensor<T>(bytes, 1, [3, photograph.Height, photograph.Width]);
    }
}
