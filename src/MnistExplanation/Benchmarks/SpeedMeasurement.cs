namespace MnistExplanation.Benchmarks;

/// <summary>How long something took.</summary>
/// <param name="What">What was done.</param>
/// <param name="Batch">To how many images at once.</param>
/// <param name="Threads">On how many threads.</param>
/// <param name="Images">To how many images in each run.</param>
/// <param name="Seconds">What each run took, in order.</param>
internal sealed record SpeedMeasurement(string What, int Batch, int Threads, int Images, IReadOnlyList<double> Seconds)
{
    /// <summary>The shortest time: what else runs on the machine can only add to it.</summary>
    internal double Best => Seconds.Min();

    internal double MicrosecondsPerImage => Best / Images * 1e6;

    /// <summary>How many times as long per image as <paramref name="other"/>, best against best.</summary>
    internal double Ratio(SpeedMeasurement other) => MicrosecondsPerImage / other.MicrosecondsPerImage;
}
