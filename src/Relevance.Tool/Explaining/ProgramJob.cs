using Relevance.Catalogue;
using Relevance.Tool.Console;
using Relevance.Tool.Hosting;
using Relevance.Tool.Models;
using CompiledMethod = Relevance.Programs.Program;

namespace Relevance.Tool.Explaining;

/// <summary>Prints the program that a method is compiled to: what <c>explain --program</c> was asked for.</summary>
internal static class ProgramJob
{
    /// <summary>The most characters of a line.</summary>
    internal const int Width = 80;

    internal static int Run(ExplainRequest request, ToolHost host)
    {
        var model = host.LoadModel(request.Model);
        // What is computed does not depend on the images with which a method compares.
        var explainer = ExplainJob.CreateExplainer(request, model, ImageSet.Black(model.InputShape));
        if (explainer is not ICompiledExplainer compiled)
            throw new UsageException($"--program: {request.Method.Name} is no single program: it takes several, one after the other. Programs are {Readable.List(Compiled(model))}.");
        Show(Compile(request, compiled, model), host.Terminal);
        return ExitCode.Success;
    }

    private static CompiledMethod Compile(ExplainRequest request, ICompiledExplainer compiled, LoadedModel model)
    {
        try
        {
            return compiled.Compile(model.InputShape);
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"{request.Origin}: {e.Message}");
        }
    }

    private static void Show(CompiledMethod program, Terminal terminal)
    {
        terminal.Line();
        foreach (var line in program.ToText(Width).Split('\n'))
            terminal.Line(line);
        terminal.Line($"{program.Values.Length:N0} operations. Each line: a value, its shape for one image, the operation,");
        terminal.Line("and in brackets what it is computed from; → names a result. The direction");
        terminal.Line("says which weighted sum of the scores is explained: for a class, its 1.");
    }

    /// <summary>The methods of the catalogue that are programs.</summary>
    private static IEnumerable<string> Compiled(LoadedModel model)
    {
        var domain = model.Domain(inDouble: false, ImageSet.Black(model.InputShape));
        return MethodCatalogue.All.Where(method => MethodCall.Of(method).Create(model.Network, domain) is ICompiledExplainer).Select(method => method.Name);
    }
}
