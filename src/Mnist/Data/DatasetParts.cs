using Relevance.Formats;

namespace Mnist.Data;

/// <summary>Makes a data set of the contents of its four files.</summary>
internal static class DatasetParts
{
    /// <param name="specification">Which data set.</param>
    /// <param name="contents">The contents in the order of <see cref="DatasetSpecification.Files"/>.</param>
    /// <exception cref="DatasetException">The files do not fit together.</exception>
    internal static Dataset Assemble(DatasetSpecification specification, byte[][] contents)
    {
        try
        {
            return new(
                specification,
                Pair(specification, specification.TrainingImages, contents[0], specification.TrainingLabels, contents[1]),
                Pair(specification, specification.TestImages, contents[2], specification.TestLabels, contents[3]));
        }
        catch (InvalidDataException e)
        {
            throw new DatasetException(DatasetMessage.Inconsistent(specification, e.Message), e);
        }
    }

    private static LabelledImages Pair(
        DatasetSpecification specification, DatasetFile imageFile, byte[] imageContent, DatasetFile labelFile, byte[] labelContent)
    {
        var images = IdxFile.Parse(imageContent, imageFile.Name);
        var labels = IdxFile.Parse(labelContent, labelFile.Name);
        if (images.Shape is not [var count, LabelledImages.Side, LabelledImages.Side])
            throw new InvalidDataException($"{imageFile.Name} has shape ({string.Join(", ", images.Shape)}); images of 28 × 28 are needed.");
        if (labels.Shape is not [var labelCount] || labelCount != count)
            throw new InvalidDataException($"{labelFile.Name} has shape ({string.Join(", ", labels.Shape)}) for {count} images.");
        var classes = specification.ClassNames.Length;
        if (labels.Elements.Span.ContainsAnyExceptInRange((byte)0, (byte)(classes - 1)))
            throw new InvalidDataException($"{labelFile.Name} has labels beyond the {classes} classes.");
        return new(images.Elements, labels.Elements);
    }
}
