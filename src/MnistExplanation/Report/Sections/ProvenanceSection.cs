using System.Xml.Linq;
using MnistExplanation.Report.Content;
using Relevance.Tool.Pages;
using static Relevance.Tool.Pages.Html;

namespace MnistExplanation.Report.Sections;

/// <summary>How the results were made, and how to make them again.</summary>
internal static class ProvenanceSection
{
    internal static XElement Write(Provenance provenance) => Section("provenance", "How this was made",
        P("One command trained the network, tested it, explained the images and wrote this page:"),
        Element("pre", Attribute("tabindex", 0), provenance.CommandLine),
        Stages(provenance.Stages),
        Table.OfSettings("Versions and machine", provenance.Environment),
        Element("h3", "Files"),
        P("A SHA-256 checksum is a fingerprint: two files with the same one have the same content."),
        Checksums("The trained network", [provenance.Model]),
        Checksums("The data", provenance.Data),
        Element("h3", "Are the gradients right on this machine?"),
        Gradients(provenance.Gradients),
        Element("h3", "How to do it again"),
        P("Run the command again with the same version of the program. The same options, seed, number of threads, data and kind of " +
            "processor give the same network to the byte, ",
            "and with it the checksum above. Another number of threads or another processor adds numbers in another order; the " +
            "weights then differ slightly, and the accuracy by a few images. ",
            "Results that are already there are used again; ", Code("--force"), " computes all of them anew."));

    private static XElement Stages(IReadOnlyList<StageTime> stages) => Table.Of("Time per stage",
        [new("Stage"), new("Time", IsNumber: true)],
        stages.Select(stage => new object[] { stage.Stage, stage.Seconds is { } s ? Numbers.Seconds(s) : "from an earlier run" }),
        ["Total", Numbers.Seconds(stages.Sum(stage => stage.Seconds ?? 0))]);

    private static XElement Checksums(string caption, IEnumerable<Checksum> files) => Table.Of(caption,
        [new("File"), new("SHA-256")],
        files.Select(file => new object[] { file.File, Element("code", Class("checksum"), file.Sha256) }));

    private static XElement Gradients(GradientNote note) => Element("div", Class(note.Right ? "note" : "note warning"),
        P("On some processors the numerical library that trains the network (libtorch with oneDNN) computes the gradient of a convolution with " +
            "respect to its input wrongly, without any error message. ",
            "The program therefore computes one such gradient in two ways before it trains, and compares them. Heatmaps are computed by an engine " +
            "of the program's own."),
        P(Strong(note.Right ? "Result here: they agree." : "Result here: libtorch's own gradient is wrong on this machine."),
            " ", note.Consequence));
}
