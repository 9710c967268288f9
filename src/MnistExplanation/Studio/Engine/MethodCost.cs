using Mnist.Data;
using Relevance.Catalogue;

namespace MnistExplanation.Studio.Engine;

/// <summary>About how many passes through the network a method needs for one image: what it costs, before it is begun.</summary>
internal static class MethodCost
{
    // Wrappers multiply: a few of them are more than a long holds, and what ran over would look cheap.
    internal static long Of(MethodCall call) =>
        call.Wrapped is { } wrapped ? (long)Int128.Min((Int128)Own(call) * Of(wrapped), long.MaxValue) : Own(call);

    private static long Own(MethodCall call)
    {
        var arguments = call.Arguments;
        return call.Name switch
        {
            "integrated-gradients" => arguments.Number("tolerance") > 0 ? 2L * arguments.WholeNumber("most-steps") : arguments.WholeNumber("steps"),
            "occlusion" => Square(Places(arguments.WholeNumber("stride"))),
            "feature-ablation" => Square(Places(arguments.WholeNumber("segment"))),
            "shapley-sampling" => arguments.WholeNumber("orders") * Square(Places(arguments.WholeNumber("segment"))),
            "kernel-shap" or "lime" => Fit(arguments.WholeNumber("samples"), Square(Places(arguments.WholeNumber("segment")))),
            "translation-average" => Square(2L * arguments.WholeNumber("radius") + 1),
            "simple-taylor" => 50,
            _ => call.Definition.Parameters.Any(parameter => parameter.Name == "samples") ? arguments.WholeNumber("samples") : 1,
        };
    }

    /// <summary>A fit holds every feature of every sample: with more than the usual 49 that, and not the passes, is what it costs.</summary>
    private static long Fit(long samples, long features) => (samples == 0 ? 2048 + 2 * features : samples) * Math.Max(1, features / 49);

    private static long Places(int step) => (LabelledImages.Side + step - 1L) / step;

    private static long Square(long length) => length * length;
}
