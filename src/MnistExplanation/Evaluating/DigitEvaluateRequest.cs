using Mnist.Data;
using Relevance.Tool.Evaluating;

namespace MnistExplanation.Evaluating;

/// <summary>What the user asked <c>evaluate</c> for, on digits.</summary>
internal sealed record DigitEvaluateRequest : EvaluateRequest
{
    /// <summary>How many networks, from seed 0 on; where models are named, these instead.</summary>
    internal required int Seeds { get; init; }

    /// <summary>On which data set; null for that of the models.</summary>
    internal DatasetSpecification? Dataset { get; init; }

    /// <summary>The folder with the data set's files; null to fetch them.</summary>
    internal string? DataFolder { get; init; }
}
