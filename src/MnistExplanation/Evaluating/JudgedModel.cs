using MnistExplanation.Explaining;

namespace MnistExplanation.Evaluating;

/// <summary>A model whose explanations are judged.</summary>
/// <param name="Name">What tables call it, such as "seed 3".</param>
/// <param name="Model">The model.</param>
internal sealed record JudgedModel(string Name, LoadedModel Model) : IDisposable
{
    public void Dispose() => Model.Dispose();
}
