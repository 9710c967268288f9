using System.Text.Json;
using System.Text.Json.Serialization;
using Mnist.Networks;

namespace Mnist.Training;

/// <summary>The schedules of the learning rate.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LearningRateSchedule>))]
public enum LearningRateSchedule
{
    /// <summary>The same at every step.</summary>
    Constant,

    /// <summary>Rises from 1/25 of the learning rate over the first 30 % of the steps, then falls to nearly zero, along half cosines (Smith and Topin 2017).</summary>
    OneCycle,
}

/// <summary>
/// Everything that determines the weights but the images: with the same options, data and processor, the same weights to the byte. Start from one of
/// <see cref="Presets"/> and change individual options.
/// </summary>
public sealed record TrainingOptions
{
    /// <summary>The name of the preset that these options began with.</summary>
    public required string Preset { get; init; }

    /// <summary>The network.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>How the weights are drawn at the start.</summary>
    public Initialization Initialization { get; init; }

    /// <summary>The number of passes over the training set; at least 1.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>The number of images per step of the optimiser; at least 1.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>The seed of the initial weights, the order of the images, dropout and augmentation.</summary>
    public long Seed { get; init; }

    /// <summary>The step size of Adam, or the highest one of a schedule; positive.</summary>
    public double LearningRate { get; init; } = 0.001;

    /// <summary>The number of threads of one tensor operation; at least 1. Sums are grouped by it, so it changes the weights a little.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The schedule of the learning rate.</summary>
    public LearningRateSchedule Schedule { get; init; }

    /// <summary>If not null, the result is the exponential moving average of the weights after each step with this decay in [0,1).</summary>
    public double? WeightAverageDecay { get; init; }

    /// <summary>
    /// Whether biases may become positive. Otherwise, as the papers advise for networks that are to be explained, they are kept at zero or below.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool FreeBiases { get; init; }

    /// <summary>How training images are deformed, or null to take them as they are.</summary>
    public Augmentation? Augmentation { get; init; }

    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    internal void Check()
    {
        Require(Epochs >= 1, "The number of epochs must be at least 1", Epochs);
        Require(BatchSize >= 1, "The batch size must be at least 1", BatchSize);
        Require(Threads >= 1, "The number of threads must be at least 1", Threads);
        Require(double.IsFinite(LearningRate) && LearningRate > 0, "The learning rate must be positive", LearningRate);
        Require(WeightAverageDecay is null or (>= 0 and < 1), "The decay of the weight average must be at least 0 and less than 1", WeightAverageDecay);
    }

    /// <summary>The learning rate of one step.</summary>
    /// <param name="step">From 0.</param>
    /// <param name="steps">The number of steps of the whole training.</param>
    internal double LearningRateAt(long step, long steps)
    {
        if (Schedule == LearningRateSchedule.Constant)
            return LearningRate;
        var (start, end, peak) = (LearningRate / 25, LearningRate / 25e4, 0.3 * steps);
        return step < peak
            ? HalfCosine(start, LearningRate, step / peak)
            : HalfCosine(LearningRate, end, (step - peak) / (steps - peak));
    }

    internal string ToJson() => JsonSerializer.Serialize(this, TrainingJson.Strict.TrainingOptions);

    private static double HalfCosine(double from, double to, double progress) => to + (from - to) * (1 + Math.Cos(Math.PI * progress)) / 2;

    private static void Require(bool valid, string rule, object? value)
    {
        if (!valid)
            throw new ArgumentException($"{rule}, not {value}.");
    }
}
