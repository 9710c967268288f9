namespace Relevance.Tool.Evaluating;

/// <summary>The results of one measure for one method on one model, which are stored in one file.</summary>
/// <param name="Key">All that determines it, in writing.</param>
/// <param name="Values">One per image, in their order; null where there is none.</param>
/// <param name="Failures">The images without a value, with the reason.</param>
/// <param name="Curves">What was found step by step, on average over the images.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Passes">How many images went through the model for their scores alone; what other measures had asked before is not counted.</param>
/// <param name="Explanations">How many images were explained beside those judged.</param>
internal sealed record Measurement(
    string Key, IReadOnlyList<double?> Values, IReadOnlyList<MeasurementFailure> Failures, IReadOnlyList<MeasurementCurve> Curves, double Seconds, long Passes, long Explanations);

/// <summary>An image without a value.</summary>
internal sealed record MeasurementFailure(long Image, string Reason);

/// <summary>A curve on average.</summary>
internal sealed record MeasurementCurve(string Name, string Axis, IReadOnlyList<double> Steps, IReadOnlyList<double> Mean);
