using System.Globalization;
using Relevance.Formats;
using Relevance.Tool.Console;
using Relevance.Tool.Models;

namespace Relevance.Tool.Explaining;

/// <summary>The target, as chosen by the user.</summary>
internal abstract record TargetChoice
{
    /// <summary>The class that the model predicts.</summary>
    internal static TargetChoice Predicted { get; } = new PredictedChoice();

    /// <summary>Reads what the user typed; null if it is none of the forms.</summary>
    internal static TargetChoice? Parse(string text) => text switch
    {
        "predicted" => Predicted,
        "true" => new TrueChoice(),
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) => new ClassChoice(index),
        _ when text.EndsWith(".npy", StringComparison.OrdinalIgnoreCase) => new FileChoice(text),
        _ => null,
    };

    /// <summary>The target for these images.</summary>
    /// <param name="images">The images.</param>
    /// <param name="classes">The number of classes of the model.</param>
    /// <exception cref="UserException">It cannot be had for them.</exception>
    internal abstract Target For(ImageSet images, int classes);

    private sealed record PredictedChoice : TargetChoice
    {
        internal override Target For(ImageSet images, int classes) => Target.Predicted;
    }

    private sealed record TrueChoice : TargetChoice
    {
        internal override Target For(ImageSet images, int classes) => images.Labels is { } labels
            ? Target.Labels(labels)
            : throw new UserException(
                "--target true needs the true classes, which --images does not say; give --target FILE.npy with one class per image.");
    }

    private sealed record ClassChoice(int Index) : TargetChoice
    {
        internal override Target For(ImageSet images, int classes) => Index < classes
            ? Target.Class(Index)
            : throw new UserException($"--target {Index} is not a class of the model, which has 0 to {classes - 1}.");
    }

    private sealed record FileChoice(string Path) : TargetChoice
    {
        internal override Target For(ImageSet images, int classes)
        {
            var labels = Read();
            if (labels.Length != images.Count)
                throw new UserException($"--target {Path} holds {labels.Length} classes for {images.Count} images; give one class per image.");
            if (Array.FindIndex(labels, label => label < 0 || label >= classes) is var wrong and >= 0)
                throw new UserException($"--target {Path} holds {labels[wrong]} for image {wrong}; the model has the classes 0 to {classes - 1}.");
            return Target.Labels([.. labels.Select(label => (int)label)]);
        }

        private long[] Read()
        {
            InputFile.Require("--target", Path);
            var array = NumpyFile.Read(Path);
            if (array.Shape.Length != 1)
                throw new UserException($"--target {Path} has the shape [{string.Join(", ", array.Shape)}]; give [N], one class per image.");
            try
            {
                return array.ToLongs();
            }
            catch (InvalidDataException)
            {
                throw new UserException($"--target {Path} holds {array.ElementType}; give whole numbers (uint8, int32 or int64).");
            }
        }
    }
}
