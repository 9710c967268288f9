using System.CommandLine;
using MnistExplanation.Digits;
using MnistExplanation.Serving;
using Relevance.Tool.Commands;

namespace MnistExplanation.Commands;

/// <summary>The commands of the program.</summary>
internal static class CommandTree
{
    internal static RootCommand Create(Host host)
    {
        var root = new RootCommand("""
            Shows why a neural network decided what it decided, on handwritten digits.

            A small network learns to read the digits of MNIST; then each pixel of an image is told how much it spoke for or against the decision, by any of twenty-one methods, from sensitivity analysis to layer-wise relevance propagation. 'reproduce' does all of it. 'explain' works at once: a trained network and a hundred digits are inside the program.
            """)
        {
            SharedOptions.Verbose,
            ReproduceCommand.Create(host),
            ExplainCommand.Create(host, new DigitOptions(host), DigitExamples.Explain),
            EvaluateCommand.Create(host),
            InterpretCommand.Create(host),
            TrainCommand.Create(host),
            TestCommand.Create(host),
            DataCommand.Create(host),
            ServeCommand.Create(host, new DigitStudio()),
            GalleryCommand.Create(host),
            BenchCommand.Create(host),
        };
        return StandaloneCommands.WithExamples(host, root);
    }
}
