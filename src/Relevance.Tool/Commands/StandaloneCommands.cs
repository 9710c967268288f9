using System.CommandLine;
using System.CommandLine.Help;
using Relevance.Tool.Explaining;
using Relevance.Tool.Hosting;
using Relevance.Tool.Serving;

namespace Relevance.Tool.Commands;

/// <summary>The commands of <c>relevance</c>.</summary>
internal static class StandaloneCommands
{
    internal static RootCommand Create(ToolHost host) => WithExamples(host, new("""
        Explains the decisions of a neural network, and judges the explanations.

        Each value of an input, such as a pixel, is told how much it spoke for or against the decision, by any of the methods of 'list': layer-wise relevance propagation, gradients, occlusion, Shapley values and others.
        """)
    {
        SharedOptions.Verbose,
        ExplainCommand.Create(host, new ImageFileOptions(),
        [
            new("explain --model net.safetensors --images digit.png", "The scores of a picture, and a heatmap in the terminal."),
            new("explain --model net.safetensors --images pictures --output why.png", "Every picture of a folder beside its heatmap."),
            new("explain --model net.safetensors --images test.npy --labels labels.npy --target true --output relevance.npy", "Many images, into NumPy's format."),
            new("explain --model net.safetensors --images digit.png --method \"smoothgrad(lrp)\"", "A method of a method."),
            new("explain --model net.safetensors --images pictures --method all --output methods.png", "Every method side by side."),
        ]),
        PlanCommand.Create(host),
        EvaluateCommand.Create(host, new ImageFileOptions()),
        ServeCommand.Create(host, new FileStudio(host)),
        ListCommand.Create(host),
    });

    /// <summary>Lets the help of every command end with examples.</summary>
    internal static RootCommand WithExamples(ToolHost host, RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        var help = new ExampleHelp((HelpAction)option.Action!, host);
        option.Action = help;
        root.SetAction(help.Invoke);
        return root;
    }
}
