using System.Xml.Linq;
using MnistExplanation.Report.Content;
using Relevance.Tool.Pages;
using static Relevance.Tool.Pages.Html;

namespace MnistExplanation.Report.Sections;

/// <summary>The layers of the network and what kinds of layer do.</summary>
internal static class NetworkSection
{
    internal static XElement Write(NetworkFacts network) => Section("network", "The network",
        P("The image passes through the layers from top to bottom; what comes out of the last one are the scores."),
        Layers(network),
        List(
            Kind("Convolution", "compares every small patch of its input with the same few patterns, one per output channel."),
            Kind("Rectifier", "(ReLU) keeps positive values and sets negative ones to zero; a leaky one keeps a small fraction of " +
                "them. Without rectifiers the layers would amount to a single linear one."),
            Kind("Pooling", "makes one value of a few neighbouring ones, such as their average."),
            Kind("Fully connected", "layers weigh all their inputs for each of their outputs."),
            Kind("Dropout", "switches inputs off at random during training, so that the network does not rely on any one of them. " +
                "Afterwards it does nothing.")),
        P("For networks that are to be explained, Montavon, Samek and Müller (2018) advise few fully connected layers, trained with " +
            "dropout; average or sum pooling; and biases that are ",
            "zero or negative. A bias is a number that a neuron adds whatever the image shows. A positive one would be evidence that " +
            "comes from no pixel."));

    private static XElement Layers(NetworkFacts network) => Table.Of("The layers. A shape of 6 × 26 × 26 means 6 channels of 26 rows " +
        "and 26 columns.",
        [new("Layer"), new("Output shape", IsNumber: true), new("Weights and biases", IsNumber: true)],
        network.Layers.Select(row => new object[] { row.Layer, Numbers.Shape(row.OutputShape), Numbers.Count(row.Parameters) }),
        ["Total", "", Numbers.Count(network.Parameters)]);

    private static object Kind(string name, string text) => new object[] { Strong(name), " ", text };
}
