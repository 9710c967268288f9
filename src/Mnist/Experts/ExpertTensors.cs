namespace Mnist.Experts;

/// <summary>The names of the tensors in a file of experts.</summary>
internal static class ExpertTensors
{
    internal const string Mean = "statistics.mean", ClassMeans = "statistics.class_means", Components = "statistics.components", Residual = "statistics.residual_variance";
    internal const string Weight = "machine.weight", HiddenBias = "machine.hidden_bias", VisibleBias = "machine.visible_bias", Variance = "machine.variance";
    internal const string Layers = "decoder.", BlackCode = "codes.black", MeanCode = "codes.mean", ClassCodes = "codes.class_means";
}
