using System.Numerics;
using System.Numerics.Tensors;

namespace Relevance.Imaging;

/// <summary>Converts photographs to inputs of a network.</summary>
public static class PictureTensors
{
    /// <summary>Converts a photograph to an input [1, 3, H, W] with the channels red, green and blue, each normalised.</summary>
    /// <example>
    /// <code>
    /// var explanation = explainer.Explain(Normalization.ImageNet.ToTensor&lt;float&gt;(Picture.Decode("cat.jpg")));
    /// </code>
    /// </example>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>; every step is computed in that precision.</typeparam>
    /// <param name="normalization">The normalisation, with numbers for three channels or one for all.</param>
    /// <param name="photograph">The photograph, already of the size that the network needs.</param>
    /// <exception cref="ArgumentException">The normalisation is for a different number of channels.</exception>
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
