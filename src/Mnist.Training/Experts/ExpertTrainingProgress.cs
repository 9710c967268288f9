namespace Mnist.Experts;

/// <summary>The progress of the training of experts.</summary>
/// <param name="Part">What is being trained.</param>
/// <param name="Epoch">From 1.</param>
/// <param name="Epochs">Of this part.</param>
/// <param name="Fraction">Of everything, from 0 to 1.</param>
/// <param name="Loss">Of this epoch so far, per image: squared error of the reconstruction (machine), negative lower bound in nats (decoder).</param>
public readonly record struct ExpertTrainingProgress(string Part, int Epoch, int Epochs, double Fraction, double Loss);
