using Relevance.Networks;
using Relevance.Tests.Support;
using static TorchSharp.torch;

namespace Relevance.Tests.Interpretation;

/// <summary>Small models and points in float64, the same for the same seed.</summary>
internal static class Problems
{
    internal const int Size = 6, Classes = 4;

    /// <summary>Scores Wx + b of points [n, 6].</summary>
    internal static (Network Network, Tensor Weight) Linear(int seed)
    {
        var module = RandomNetworks.Fill(seed, Biases.Any, nn.Sequential(nn.Linear(Size, Classes)));
        return (Network.From(module), module.get_parameter("0.weight")!.detach());
    }

    internal static Tensor Points(int seed, int count = 3, int size = Size) =>
        randn([count, size], ScalarType.Float64, generator: new Generator((ulong)seed + 500));

    /// <summary>A symmetric matrix with eigenvalues of at least 0.5.</summary>
    internal static Tensor Covariance(int seed, int size = Size)
    {
        var root = Points(seed + 7, size, size);
        return root.t().mm(root) + eye(size, dtype: ScalarType.Float64) * 0.5;
    }

    /// <summary>The gradient of a function of points [n, …], one number each, by central differences.</summary>
    internal static Tensor CentralDifferences(Tensor points, Func<Tensor, Tensor> function, double step = 1e-5)
    {
        var rows = points.flatten(1);
        var result = zeros_like(rows);
        for (var i = 0; i < rows.shape[1]; i++)
        {
            var shift = zeros_like(rows);
            shift.select(1, i).fill_(step);
            var difference = function((rows + shift).reshape(points.shape)) - function((rows - shift).reshape(points.shape));
            result.select(1, i).copy_(difference / (2 * step));
        }
        return result.reshape(points.shape);
    }
}
