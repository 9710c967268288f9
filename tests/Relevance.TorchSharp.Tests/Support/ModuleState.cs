using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Relevance.Torch.Runtime;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Relevance.Torch.Tests.Support;

/// <summary>All of a module that an explanation must leave as it was, in lines that can be compared.</summary>
internal static class ModuleState
{
    /// <summary>Weights, gradients, buffers, modes and hooks of the module, and the switches of libtorch.</summary>
    public static ImmutableArray<string> Of(nn.Module module)
    {
        using var scope = NewDisposeScope();
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var (name, parameter) in module.named_parameters())
            lines.Add($"{name}: {Hash(parameter)}, learns: {parameter.requires_grad}, gradient: {(parameter.grad is { } gradient ? Hash(gradient) : "none")}");
        foreach (var (name, buffer) in module.named_buffers())
            lines.Add($"{name}: {Hash(buffer)}");
        foreach (var (name, part) in module.named_modules())
            lines.Add($"{name}: training {part.training}, hooks {string.Join(" ", Hooks(part))}");
        lines.Add($"gradients are recorded: {is_grad_enabled()}, oneDNN: {LibtorchContext.OneDnnIsUsed}, threads: {get_num_threads()}");
        return lines.ToImmutable();
    }

    /// <summary>The number of tensors in the process, without those that only wait for the garbage collector.</summary>
    public static long LiveTensors()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }

    private static string Hash(Tensor tensor) => $"{tensor.dtype} [{string.Join(", ", tensor.shape)}] {Convert.ToHexString(SHA256.HashData(tensor.bytes.ToArray()))}";

    /// <summary>TorchSharp does not say which hooks a module has; its private fields do.</summary>
    private static IEnumerable<string> Hooks(nn.Module module)
    {
        for (var type = module.GetType(); type is not null; type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (field.Name.Contains("hook", StringComparison.Ordinal) && field.GetValue(module) is IDictionary hooks)
                    yield return $"{field.Name}: [{string.Join(" ", hooks.Values.Cast<object>().Select(RuntimeHelpers.GetHashCode))}]";
            }
        }
    }
}
