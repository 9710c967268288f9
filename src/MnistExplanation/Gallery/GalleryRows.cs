using System.Collections.Immutable;
using Relevance.Propagation.Rules;
using static MnistExplanation.Gallery.GalleryRow;

namespace MnistExplanation.Gallery;

/// <summary>The rows of the gallery: rules and composites of layer-wise relevance propagation.</summary>
internal static class GalleryRows
{
    internal static ImmutableArray<GalleryRow> Rules { get; } =
    [
        OfRule("zero", new LrpZero(), "LRP-0: R_j = Σ_k a_j w_jk / Σ₀ⱼ a_j w_jk · R_k",
            "In this network, whose layers are linear maps and rectifiers, the same as simple Taylor decomposition.",
            "Denominators close to zero: a unit whose contributions cancel passes on huge positive and negative relevance."),
        OfRule("epsilon", new LrpEpsilon(0.25), "LRP-ε: R_j = Σ_k a_j w_jk / (z_k + ε sign z_k) · R_k, ε = 0.25",
            "LRP-0 with less grain: ε absorbs the relevance of units with weak or contradictory contributions.",
            "The relevance that ε absorbs is missing: compare the sum of relevance with the score, or ask for --ledger. ε has the unit of z: the right size differs from layer to layer."),
        OfRule("epsilon-relative", new LrpEpsilon(0.25, Relative: true), "LRP-ε with ε = 0.25 · rms of the layer's z, image by image",
            "The same effect in every layer, regardless of its scale.",
            "Much of the relevance is absorbed in five layers: use it in some layers, as overview-mnist does."),
        OfRule("gamma", new LrpGamma(), "LRP-γ: R_j = Σ_k a_j (w + γ w⁺) / Σ₀ⱼ a_j (w + γ w⁺) · R_k, γ = 0.25; with z < 0 the negative contributions are favoured",
            "Smooth red strokes with few blue parts.",
            "It favours positive contributions, so evidence against the class is understated."),
        OfRule("alpha1-beta0", new AlphaBeta(1, 0), "LRP-α1β0: R_j = Σ_k (a_j w_jk)⁺ / Σ₀ⱼ (a_j w_jk)⁺ · R_k",
            "Only red: everything that activates the units that activate the class.",
            "Nothing can speak against the class, and the heatmaps of two classes look alike."),
        OfRule("alpha2-beta1", new AlphaBeta(2, 1), "LRP-α2β1: R_j = Σ_k (2 (a_j w_jk)⁺ / Σ₀ⱼ (·)⁺ − (a_j w_jk)⁻ / Σ₀ⱼ (·)⁻) · R_k",
            "Strong red and blue, sharp edges.",
            "In every layer, positive contributions get twice the relevance and negative ones minus once: magnitudes grow with depth, and a unit without negative contributions does not conserve relevance."),
        OfRule("z-plus", new ZPlus(), "z⁺: R_j = Σ_k (a_j w_jk)⁺ / Σ_j (a_j w_jk)⁺ · R_k, without the bias",
            "As α1β0; its sum is the score.",
            "As for α1β0: it cannot show evidence against the class."),
        First("z-box", new ZBox(0, 1), "zB at the pixels: R_i = Σ_k (x_i w − l w⁺ − h w⁻) / Σ_i (·) · R_k with pixels in [l, h]; γ and ε above",
            "Black pixels speak too: the empty strip below the bar of the 4 is as red as the bar.",
            "It is defined for inputs with bounds; in hidden layers it has no meaning."),
        First("w-square", new WSquare(), "w² at the pixels: R_i = Σ_k w² / Σ_i w² · R_k; γ and ε above",
            "Blurred: the first layer spreads relevance by its weights alone.",
            "A pixel is coloured because a filter looks at it, regardless of its value."),
        First("flat", new Flat(), "flat at the pixels: R_i = Σ_k 1/n_k · R_k; γ and ε above",
            "Blurred evenly: it shows which regions matter rather than which pixels.",
            "Single pixels mean nothing."),
        OfRule("w-square-everywhere", new WSquare(), "w² in all layers",
            "A square with a faint digit: the input enters through the poolings alone.",
            "It does not explain the decision. Relevance no longer follows activations, so a pooling whose sum is close to zero blows it up: the dark spots. Ask for --ledger."),
        OfRule("flat-everywhere", new Flat(), "flat in all layers",
            "The receptive fields of the architecture; the weights enter nowhere but in the activations that the poolings see.",
            "As above, the dark spots too: the zero line for all others."),
        new("gradient-everywhere", "new LayerwiseRelevancePropagation(network, new Composite(\"gradient\", [new(Linear, new Gradient()), new(Activation, new Gradient())]))")
        {
            Rules = ["linear=gradient", "activation=gradient"],
            Formula = "R_in = Jᵀ R_out in every layer: the gradient as a rule",
            Expect = "The gradient times the score.",
            Misleads = "It does not conserve relevance; a rule for the activations of excitation backpropagation, here for comparison.",
        },
    ];

    internal static ImmutableArray<GalleryRow> Composites { get; } =
    [
        OfComposite("epsilon-gamma-box", "Smooth strokes, and colour on the empty pixels beside them that count; the default.",
            "Evidence against the class is understated by γ."),
        OfComposite("lrp-0", "The same as simple Taylor decomposition in this network.", "Grains of both signs where contributions cancel."),
        OfComposite("epsilon", "With its tiny ε, LRP-0; give it more with --set epsilon=0.25.", "As LRP-0; a larger ε absorbs relevance."),
        OfComposite("gamma", "Smooth strokes.", "Evidence against the class is understated."),
        OfComposite("alpha1-beta0", "Only red.", "Nothing can speak against the class."),
        OfComposite("alpha2-beta1", "Sharp edges in red and blue.", "Magnitudes grow with the depth."),
        OfComposite("epsilon-plus", "Smooth, with the sign that the fully connected layers decide.", "The convolutions cannot speak against the class."),
        OfComposite("epsilon-plus-flat", "The same, blurred to regions.", "Single pixels mean nothing."),
        OfComposite("epsilon-alpha2-beta1", "Edges in red and blue.", "Strong values of both signs in the convolutions."),
        OfComposite("epsilon-alpha2-beta1-flat", "The same, blurred to regions.", "Single pixels mean nothing."),
        OfComposite("excitation-backprop", "Where the winning units look; only red.",
            "Defined for probabilities and rectifiers; with leaky rectifiers each negative unit passes a hundredth of what it got, so the sum falls."),
        OfComposite("deep-taylor", "Only red, black pixels too; the sum is nearly the score.", "Nothing can speak against the class."),
        OfComposite("deep-taylor-w2", "Only red, blurred.", "Made for inputs without bounds, which pixels are not."),
        OfComposite("overview-mnist", "As the default, a little sparser: ε absorbs weak contributions.", "The relevance that ε absorbs is missing from the sum."),
    ];

    internal static IEnumerable<GalleryRow> All => [.. Rules, .. Composites];

    private static GalleryRow First(
        string name, Rule rule, string formula, string expect, string misleads,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(rule))] string code = "") =>
        new(name, "new LayerwiseRelevancePropagation(network, NamedComposites.Default.Create(low, high).WithFirst(new CompositeLine(First, " +
            $"{(rule is ZBox ? "new ZBox(low, high)" : code)})))")
        {
            Rules = [$"first={rule.Name}"],
            Formula = formula,
            Expect = expect,
            Misleads = misleads,
        };
}
