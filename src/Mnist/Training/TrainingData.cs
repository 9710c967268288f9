using System.Collections.Immutable;

namespace Mnist.Training;

/// <summary>What a network is trained on.</summary>
/// <param name="Dataset">The name of the data set, such as "mnist"; written into the model file.</param>
/// <param name="ClassNames">One name per class.</param>
/// <param name="Mean">The mean that is subtracted from pixels in [0,1].</param>
/// <param name="StandardDeviation">The positive standard deviation by which they are divided then.</param>
/// <param name="Train">The images that are learned.</param>
/// <param name="Test">Images on which the accuracy is measured after each epoch, or null; nothing is chosen by them.</param>
public sealed record TrainingData(
    string Dataset, ImmutableArray<string> ClassNames, double Mean, double StandardDeviation, LabelledPixels Train, LabelledPixels? Test);
