using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Numerics;
using System.Numerics.Tensors;
using Relevance.Engine;
using Relevance.Maps;
using Relevance.Networks;
using Relevance.Programs;
using Relevance.Propagation.Composites;
using Relevance.Propagation.Rules;

namespace Relevance.Propagation;

/// <summary>
/// Layer-wise relevance propagation: propagates the explained score from the output back to the inputs, layer by layer. In each layer, a rule assigned by a
/// composite distributes the relevance of the outputs among the inputs in proportion to their contributions.
/// </summary>
/// <remarks>
/// Units: those of the score.
/// Source: Bach et al., PLoS ONE 2015; Montavon et al., Layer-wise relevance propagation: an overview, 2019.
/// </remarks>
public sealed class LayerwiseRelevancePropagation : Explainer, ICompiledExplainer
{
    private readonly Network network, whole;
    private readonly HiddenUnit? unit;
    private readonly PropagationStart start;
    private readonly int stop;
    private readonly ConcurrentDictionary<Extras, Prepared<Shape, CompiledProgram>> programs = new();

    /// <summary>Creates the method.</summary>
    /// <param name="network">The network to explain.</param>
    /// <param name="composite">Assigns a rule to each layer.</param>
    /// <param name="layer">The name of the layer at whose output the propagation ends, to explain the score by the units of a hidden layer; null to end at the
    /// input.</param>
    /// <param name="unit">The hidden unit to explain; null to explain the score that the target selects.</param>
    /// <param name="start">Whether the propagation starts from the score of the target's class or from its log-odds.</param>
    /// <exception cref="ArgumentException">The composite leaves a linear layer without a rule, a layer does not exist, the hidden unit lies before the layer at
    /// which the propagation ends, or log-odds are requested for a hidden unit.</exception>
    public LayerwiseRelevancePropagation(
        Network network, Composite composite, string? layer = null, HiddenUnit? unit = null, PropagationStart start = PropagationStart.Score)
        : base(unit?.Within(network) ?? network)
    {
        ArgumentNullException.ThrowIfNull(composite);
        if (layer is not null && unit is not null && network.Find(layer).Index >= network.Find(unit.Layer).Index)
            throw new ArgumentException($"Layer '{layer}' does not come before unit {unit}; relevance flows back from the unit, towards the input.");
        if (unit is not null && start != PropagationStart.Score)
            throw new ArgumentException($"Log-odds are those of a class among others; unit {unit} is none.");
        (whole, this.unit, this.start) = (network, unit, start);
        this.network = (Network)Model;
        stop = layer is null ? Network.Input : this.network.Find(layer).Index;
        Plan = composite.Plan(this.network);
        foreach (var entry in Plan)
            entry.Rule.RequireFor(entry.Node.Layer);
        Dictionary<string, object> parameters = new()
        {
            ["composite"] = composite.Name,
            ["rules"] = string.Join("; ", Plan.Where(entry => entry.Rule is not Pass).Select(entry => $"{entry.Node.Name}={entry.Rule}")),
        };
        if (layer is not null)
            parameters["layer"] = layer;
        if (unit is not null)
            parameters["unit"] = $"{unit}";
        if (start != PropagationStart.Score)
            parameters["start"] = Words.Kebab(start);
        Parameters = parameters;
    }

    /// <inheritdoc/>
    public override string Name => "lrp";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters { get; }

    /// <summary>The rule of each layer, as assigned by the composite, in the network's order.</summary>
    public ImmutableArray<PlanEntry> Plan { get; }

    /// <inheritdoc/>
    public override Target Aim(Target target, Maps.Shape image) => unit is null ? start == PropagationStart.LogOdds ? Target.LogOdds(target) : target
        : target == Target.Predicted ? unit.TargetOf(whole, image)
        : throw new ArgumentException($"This propagation explains unit {unit} and no class; the target is '{target}'.");

    /// <summary>Compiles the propagation into a program for images of a given shape.</summary>
    /// <exception cref="ArgumentException">The network cannot be applied to such images, or a rule cannot be applied to a layer.</exception>
    public Program Compile(Maps.Shape image) => ProgramsWith(Extras.None).For(image).Program;

    /// <summary>Explains one score of each image, and records the relevance that entered and left each layer and that was absorbed there.</summary>
    /// <param name="images">[N, …] in the network's normalised units.</param>
    /// <param name="target">Selects the score to explain; null for that of the predicted class.</param>
    /// <param name="options">Batch size, threads, progress, cancellation; null for the defaults.</param>
    /// <returns>The explanation, and the ledger of each image.</returns>
    /// <inheritdoc cref="Explainer.Explain{T}(Tensor{T}, Target?, ExplainOptions?)" path="/exception"/>
    public LayerwiseExplanation<T> ExplainWithLedger<T>(Tensor<T> images, Target? target = null, ExplainOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ExplainWith(Extras.Ledger, images, target, options);

    /// <summary>
    /// Explains one score of each image, and keeps the activations and the relevance of every layer that the propagation reaches. This needs memory for all
    /// values that the network computes for all images.
    /// </summary>
    /// <param name="images">[N, …] in the network's normalised units.</param>
    /// <param name="target">Selects the score to explain; null for that of the predicted class.</param>
    /// <param name="options">Batch size, threads, progress, cancellation; null for the defaults.</param>
    /// <returns>The explanation, its ledger, and the layers from the scores backwards, except the one at which the propagation ends, whose relevance is the
    /// explanation itself.</returns>
    /// <inheritdoc cref="Explainer.Explain{T}(Tensor{T}, Target?, ExplainOptions?)" path="/exception"/>
    public LayerwiseExplanation<T> ExplainLayers<T>(Tensor<T> images, Target? target = null, ExplainOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ExplainWith(Extras.Ledger | Extras.Layers, images, target, options);

    /// <inheritdoc/>
    protected override BatchExplanation<T> ExplainBatch<T>(ImageBatch<T> batch) => ExplanationOf(RunBatch(batch, Extras.None));

    private LayerwiseExplanation<T> ExplainWith<T>(Extras extras, Tensor<T> images, Target? target, ExplainOptions? options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var found = new ConcurrentDictionary<int, ProgramResults<T>>();
        var explanation = Run(images, target, options, batch => ExplanationOf(found[batch.Places[0]] = RunBatch(batch, extras)));
        ProgramResults<T>[] batches = [.. found.OrderBy(pair => pair.Key).Select(pair => pair.Value)];
        var layers = !extras.HasFlag(Extras.Layers) ? [] : network.Nodes.Reverse()
            .Where(node => batches[0].Outputs.Contains(RelevancePass.NameOf(node.Index, RelevancePass.Activations)))
            .Select(node => new LayerRelevance<T>(node, Of(node, RelevancePass.Activations), Of(node, RelevancePass.Relevance))).ToImmutableArray();
        return new(explanation, LedgerPages.Of(Plan, batches), layers);

        Tensor<T> Of(Node node, string output) => Tensors.Join([.. batches.Select(batch => batch[RelevancePass.NameOf(node.Index, output)])]);
    }

    private ProgramResults<T> RunBatch<T>(ImageBatch<T> batch, Extras extras)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ProgramsWith(extras).For(batch.Images.ImageShape).Run([batch.Images], batch.Choose, batch.Cancellation);

    private static BatchExplanation<T> ExplanationOf<T>(ProgramResults<T> results)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(results[RelevancePass.Scores], results[RelevancePass.Relevance]);

    private Prepared<Shape, CompiledProgram> ProgramsWith(Extras extras) =>
        programs.GetOrAdd(extras, extras => new(shape => new(RelevancePass.Write(network, Plan, shape, stop, extras))));
}
