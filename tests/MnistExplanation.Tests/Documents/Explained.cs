namespace MnistExplanation.Tests.Documents;

/// <summary>What names stand for that a text around C# explains. What the code declares itself comes first.</summary>
internal static class Explained
{
    /// <summary>The file to compile beside the code, which begins with <c>using static Explained;</c>. It runs where <see cref="Reader"/> has put a reader's files.</summary>
    internal const string Code = """
        using System.Numerics.Tensors;
        using Mnist.Data;
        using Mnist.ModelFiles;
        using Relevance;
        using Relevance.Formats;
        using Relevance.Maps;
        using Relevance.Networks;
        using static TorchSharp.torch.nn;

        internal static class Explained
        {
            /// <summary>The network of digits.</summary>
            internal static Network network => TrainedModel.Load("net.safetensors").Network;

            /// <summary>Three digits.</summary>
            internal static Tensor<float> images => Normalization.Mnist.ToTensor<float>(NumpyFile.Read("test.npy").ToBytes(), 3);

            /// <summary>The same as images to compare with.</summary>
            internal static Tensor<double> examples => Normalization.Mnist.ToTensor<double>(NumpyFile.Read("test.npy").ToBytes(), 3);

            /// <summary>Where a search begins.</summary>
            internal static Tensor<float> start => images;

            /// <summary>The bounds of a pixel.</summary>
            internal static double low => Normalization.Mnist.Of<float>(0, 0);
            internal static double high => Normalization.Mnist.Of<float>(255, 0);

            /// <summary>What is known of the images, simplified: pixels that vary alike and apart.</summary>
            internal static Weights mean => Weights.Of(new double[784], [784]);
            internal static Weights covariance => Weights.Of(Enumerable.Range(0, 784 * 784).Select(place => place % 785 == 0 ? 1.0 : 0).ToArray(), [784, 784]);

            /// <summary>A network in TorchSharp.</summary>
            internal static TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor> module => Sequential(("hidden", Linear(3, 4)), ("relu", ReLU()), ("scores", Linear(4, 2)));
        }
        """;
}
