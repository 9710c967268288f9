using Relevance.Tool.Hosting;

namespace MnistExplanation.Commands;

/// <summary>Examples of <c>explain</c> with digits.</summary>
internal static class DigitExamples
{
    internal static IReadOnlyList<Example> Explain { get; } =
    [
        new("explain", "One digit of each class, by layer-wise relevance propagation."),
        new("explain --method simple-taylor --index 18 247 --output figure.png", "Two test images by another method, as a picture."),
        new("explain --method integrated-gradients --set steps=20 --set baseline=blurred", "A method with other parameters."),
        new("explain --method \"smoothgrad(lrp(composite=epsilon-plus))\" --index 18", "A method of a method."),
        new("explain --method all --digits --output methods.png", "Every method side by side."),
        new("explain --method all --digits --slide --output slide.png", "The same in the shape of a slide."),
        new("explain --index 247 --target 2 --output why2.png --output why2.json", "Why not another class? Asked for the score of class 2."),
        new("explain --index 247 --contrast 2", "Why the predicted class and not class 2?"),
        new("explain --composite epsilon-plus --set epsilon=0.1 --rule first=flat --ledger", "Other rules, and the balance of relevance in each layer."),
        new("explain --plan --composite overview-mnist", "Which layer gets which rule."),
        new("explain --program --method gradient", "The computation, operation by operation."),
        new("explain --layer 3 --output maps.png", "The relevance of the feature maps of layer 3."),
        new("explain --unit 3:5 --output map5.png", "The pixels that activate feature map 5 of layer 3."),
        new("explain --images mine.png", "Your own handwriting."),
        new("explain --images test.npy --target labels.npy --dtype float64 --output relevance.npy", "Many images, into NumPy's format."),
    ];
}
