namespace Mnist.Data;

/// <summary>Images to learn from and images to test on.</summary>
/// <param name="Specification">The description of the data set.</param>
/// <param name="Training">The training set.</param>
/// <param name="Test">The test set.</param>
public sealed record Dataset(DatasetSpecification Specification, LabelledImages Training, LabelledImages Test)
{
    /// <summary>The data set's name, such as "MNIST".</summary>
    public string Name => Specification.Name;
}
