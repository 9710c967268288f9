using Relevance.Tool.Pages;
namespace MnistExplanation.Report.Content;

/// <summary>How the results were made, in enough detail to make them again.</summary>
/// <param name="CommandLine">The command that wrote the report.</param>
/// <param name="Stages">The stages in order.</param>
/// <param name="Environment">Versions, system, processor, threads.</param>
/// <param name="Model">The file with the weights.</param>
/// <param name="Data">The files of the data set.</param>
/// <param name="Gradients">Whether libtorch's own input gradients are right on this machine.</param>
internal sealed record Provenance(
    string CommandLine, IReadOnlyList<StageTime> Stages, IReadOnlyList<Setting> Environment, Checksum Model, IReadOnlyList<Checksum> Data,
    GradientNote Gradients);

/// <summary>How long one stage took.</summary>
/// <param name="Stage">Such as "Training".</param>
/// <param name="Seconds">Its duration; null if its result was there from an earlier run.</param>
internal sealed record StageTime(string Stage, double? Seconds);

/// <summary>The checksum of a file.</summary>
/// <param name="File">Its name.</param>
/// <param name="Sha256">In hexadecimal.</param>
internal sealed record Checksum(string File, string Sha256);

/// <summary>The result of the start-up check of input gradients.</summary>
/// <param name="Right">Whether libtorch's own are right on this machine.</param>
/// <param name="Consequence">What the program did about it, as a sentence.</param>
internal sealed record GradientNote(bool Right, string Consequence);
