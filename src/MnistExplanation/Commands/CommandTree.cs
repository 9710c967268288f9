using System.CommandLine;
using System.CommandLine.Help;

namespace MnistExplanation.Commands;

/// <summary>The commands of the program.</summary>
internal static class CommandTree
{
    internal static RootCommand Create(Host host)
    {
        var root = new RootCommand("""
            Shows why a neural network decided what it decided, on handwritten digits.

            A small network learns to read the digits of MNIST; then each pixel of an image is told how much it spoke for or against the decision, by sensitivity analysis, simple Taylor decomposition or layer-wise relevance propagation. 'reproduce' does all of it. 'explain' works at once: a trained network and a hundred digits are inside the program.
            """)
        {
            SharedOptions.Verbose,
            ReproduceCommand.Create(host),
            ExplainCommand.Create(host),
            InterpretCommand.Create(host),
            TrainCommand.Create(host),
            TestCommand.Create(host),
            DataCommand.Create(host),
            ServeCommand.Create(host),
            GalleryCommand.Create(host),
            BenchCommand.Create(host),
        };
        var help = new TeachingHelp((HelpAction)root.Options.OfType<HelpOption>().Single().Action!);
        root.Options.OfType<HelpOption>().Single().Action = help;
        root.SetAction(help.Invoke);
        return root;
    }
}
