using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MnistExplanation.Tests.Support;

/// <summary>C# that users are given to copy, compiled as the program of a project of theirs that refers to the libraries here.</summary>
internal static class CompiledCode
{
    /// <summary>The namespaces that the SDK lets every file of a console project use.</summary>
    private static readonly string[] Implicit =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    /// <summary>The libraries that a project may refer to; each brings those that it needs.</summary>
    private static readonly Type[] Libraries =
    [
        typeof(Relevance.Model), typeof(Relevance.Formats.NumpyFile), typeof(Relevance.Imaging.Map), typeof(Relevance.Torch.TorchNetwork), typeof(Mnist.Data.Dataset),
        typeof(Mnist.Training.Trainer), typeof(TorchSharp.torch), typeof(System.Numerics.Tensors.Tensor),
    ];

    /// <summary>Read once for all programs. The system's libraries are where the running program has them from.</summary>
    private static readonly Lazy<MetadataReference[]> References = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Concat(Libraries.Select(library => library.Assembly.Location))
            .DistinctBy(Path.GetFileName).Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    /// <summary>Compiles the files as one program; what the compiler has against them fails the test.</summary>
    internal static byte[] Compile(params IReadOnlyList<string> files)
    {
        var trees = files.Append(string.Concat(Implicit.Select(name => $"global using {name};\n"))).Select(file => CSharpSyntaxTree.ParseText(file));
        var compilation = CSharpCompilation.Create(
            $"copied-{Guid.NewGuid():N}", trees, References.Value, new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        using var program = new MemoryStream();
        var result = compilation.Emit(program);
        Assert.True(result.Success, $"{string.Join('\n', result.Diagnostics)}\n{string.Join('\n', files)}");
        return program.ToArray();
    }

    /// <summary>Compiles the files as one program and runs it in this process.</summary>
    internal static void Run(params IReadOnlyList<string> files) => Assembly.Load(Compile(files)).EntryPoint!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [Array.Empty<string>()], null);
}
