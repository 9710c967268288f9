using System.Numerics;

namespace Relevance.Averaging;

/// <summary>Base class of methods that explain variants of each image with another method.</summary>
/// <param name="explainer">The method to wrap.</param>
public abstract class WrappingExplainer(Explainer explainer) : Explainer((explainer ?? throw new ArgumentNullException(nameof(explainer))).Model)
{
    /// <summary>The method that is wrapped.</summary>
    public Explainer Wrapped { get; } = explainer;

    /// <inheritdoc/>
    public override bool IsSigned => Wrapped.IsSigned;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Parameters
    {
        get
        {
            var all = new Dictionary<string, object>(OwnParameters) { ["wraps"] = Wrapped.Name };
            foreach (var (name, value) in Wrapped.Parameters)
                all.Add($"{Wrapped.Name}.{name}", value);
            return all;
        }
    }

    /// <inheritdoc/>
    public override Target Aim(Target target, Maps.Shape image) => Wrapped.Aim(target, image);

    /// <summary>The parameters of the wrapper itself.</summary>
    protected abstract IReadOnlyDictionary<string, object> OwnParameters { get; }

    /// <summary>Lets the wrapped method explain a batch.</summary>
    private protected BatchExplanation<T> ExplainWrapped<T>(ImageBatch<T> batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ExplainBatch(Wrapped, batch);
}
