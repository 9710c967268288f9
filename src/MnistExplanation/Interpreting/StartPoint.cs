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

/// <summary>What starts are called.</summary>
internal static class StartPoints
{
    /// <summary>By name.</summary>
    internal static IReadOnlyDictionary<string, StartPoint> All { get; } = Enum.GetValues<StartPoint>().ToDictionary(NameOf);

    internal static string NameOf(StartPoint start) => start switch
    {
        StartPoint.Black => "black",
        StartPoint.Mean => "mean",
        _ => "class-mean",
    };
}
