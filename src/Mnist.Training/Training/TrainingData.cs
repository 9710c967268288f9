using System.Collections.Immutable;
using Mnist.Data;
using Relevance;

namespace Mnist.Training;

/// <summary>The data on which a network is trained and tested.</summary>
/// <param name="Dataset">The data set's name on the command line, such as "mnist"; written into the model file.</param>
/// <param name="ClassNames">One name per class.</param>
/// <param name="Normalization">The normalisation from pixels to inputs of the network.</param>
/// <param name="Train">The images that are learned.</param>
/// <param name="Test">Images on which the accuracy is measured after each epoch, or null; nothing is chosen by them.</param>
public sealed record TrainingData(
    string Dataset, ImmutableArray<string> ClassNames, Normalization Normalization, LabelledImages Train, LabelledImages? Test)
{
    /// <summary>Trains on the training set of a data set and tests on its test set.</summary>
    /// <param name="dataset">The data set.</param>
    public static TrainingData From(Dataset dataset)
    {
        var specification = dataset.Specification;
        return new(specification.Id, specification.ClassNames, specification.Normalization, dataset.Training, dataset.Test);
    }
}
