namespace MnistExplanation.Interpreting;

/// <summary>Where a search begins.</summary>
internal enum StartPoint
{
    /// <summary>The black image.</summary>
    Black,

    /// <summary>The mean of the training images.</summary>
    Mean,

    /// <summary>The mean of the training images of the class.</summary>
    ClassMean,
}
