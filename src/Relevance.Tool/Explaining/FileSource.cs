using System.Globalization;
using Relevance.Formats;
using Relevance.Imaging;
using Relevance.Maps;
using Relevance.Tool.Console;
using Relevance.Tool.Hosting;
using Relevance.Tool.Models;

namespace Relevance.Tool.Explaining;

/// <summary>Images from the user's files.</summary>
/// <param name="Paths">Pictures and folders of pictures, or one .npy file.</param>
/// <param name="Labels">The file with the true classes, or null.</param>
internal sealed record FileSource(IReadOnlyList<string> Paths, string? Labels) : ImageSource
{
    /// <summary>Each typical input to compare with costs a pass, so that only some of many are used.</summary>
    private const int MostTypical = 100;

    private static readonly string[] PictureEndings = [".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif"];

    internal override Task<ImageSet> LoadAsync(LoadedModel model, ToolHost host, CancellationToken cancellation)
    {
        var images = Paths is [var path] && HasEnding(path, ".npy") ? FromNumpy(path, model.InputShape) : FromPictures(model.InputShape, cancellation);
        return Task.FromResult(Labels is { } file ? images with { Labels = ReadLabels(file, images.Count, model) } : images);
    }

    /// <summary>Some of the images themselves.</summary>
    internal override async Task<ImageSet> TypicalAsync(LoadedModel model, ToolHost host, CancellationToken cancellation)
    {
        var images = await LoadAsync(model, host, cancellation);
        var count = Math.Min(images.Count, MostTypical);
        return new(images.Shape, images.Pixels[..(count * images.Shape.Size)], [.. images.Names.Take(count)]);
    }

    /// <summary>A border that is mostly light is the background of dark strokes.</summary>
    internal override string? DoubtOf(ImageSet images, LoadedModel model)
    {
        if (!model.IsOfLightOnDark)
            return null;
        int[] inverse = [.. Enumerable.Range(0, images.Count).Where(image => images.BorderOf(image) > 0.5)];
        if (inverse.Length == 0)
            return null;
        var (others, isOne) = (inverse.Length - 1, inverse.Length == 1);
        return $"{images.Caption(inverse[0])}{(isOne ? " is" : $" and {Readable.Count(others, "other")} are")} dark on light; this network was trained on light on dark. " +
            $"Invert {(isOne ? "it" : "them")}, or use MnistExplanation explain, which inverts and centres pictures of digits.";
    }

    private ImageSet FromPictures(Shape shape, CancellationToken cancellation)
    {
        if (shape.Rank != 3 || shape[0] != 1)
            throw new UserException($"Pictures are read for networks of one channel; this one reads {shape}: give --images FILE.npy.");
        string[] files = [.. Paths.SelectMany(Files)];
        var pixels = new byte[checked(files.Length * shape.Size)];
        for (var i = 0; i < files.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            Decode(files[i]).ResizeArea(shape[2], shape[1]).Pixels.CopyTo(pixels.AsSpan(i * shape.Size));
        }
        return new(shape, pixels, [.. files.Select(file => Path.GetFileName(file))]);
    }

    private static IEnumerable<string> Files(string path)
    {
        if (HasEnding(path, ".npy"))
            throw new UserException($"--images {path}: a .npy file holds all images; name nothing beside it.");
        if (File.Exists(path))
            return [path];
        if (!Directory.Exists(path))
            InputFile.Require("--images", path);
        string[] pictures = [.. Directory.EnumerateFiles(path).Where(file => HasEnding(file, PictureEndings)).Order(StringComparer.Ordinal)];
        return pictures.Length > 0 ? pictures : throw new UserException($"--images {path}: the folder holds no pictures ({string.Join(", ", PictureEndings)}).");
    }

    private static GreyImage Decode(string path)
    {
        try
        {
            return GreyImage.Decode(path);
        }
        catch (InvalidDataException e)
        {
            throw new UserException($"--images {path}: {e.Message}", e);
        }
    }

    private static ImageSet FromNumpy(string path, Shape shape)
    {
        InputFile.Require("--images", path);
        var array = NumpyFile.Read(path);
        long[] image = [.. shape.Select(length => (long)length)], whole = [.. array.Shape];
        var fits = array.ElementType == NumpyElementType.UInt8 && whole is [> 0, ..] && (whole[1..].SequenceEqual(image) || (shape[0] == 1 && whole[1..].SequenceEqual(image[1..])));
        return fits
            ? new(shape, array.AsBytes(), [.. Enumerable.Range(0, (int)whole[0]).Select(i => $"{i}")])
            : throw new UserException($"--images {path} holds {array.ElementType} [{string.Join(", ", whole)}]; this network reads uint8 [N, {string.Join(", ", image)}], 0 for black.");
    }

    private static IReadOnlyList<int> ReadLabels(string path, int count, LoadedModel model)
    {
        InputFile.Require("--labels", path);
        int[] labels = HasEnding(path, ".npy")
            ? [.. NumpyFile.Read(path).ToLongs().Select(label => checked((int)label))]
            : [.. File.ReadLines(path).Where(line => line.Trim().Length > 0).Select((line, place) => ClassOf(line.Trim(), place, path, model))];
        if (labels.Length != count)
            throw new UserException($"--labels {path} holds {labels.Length} classes for {count} images; give one class per image.");
        return Array.Find(labels, label => label < 0 || label >= model.ClassNames.Length) is var wrong and not 0
            ? throw new UserException($"--labels {path} holds {wrong}; the model has the classes 0 to {model.ClassNames.Length - 1}.")
            : labels;
    }

    private static int ClassOf(string text, int place, string path, LoadedModel model)
    {
        var named = model.ClassNames.IndexOf(text);
        return named >= 0 ? named
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var label) ? label
            : throw new UserException($"--labels {path}, line {place + 1}: '{text}' is no class of the model; give a number or one of its names.");
    }

    private static bool HasEnding(string path, params string[] endings) => endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
