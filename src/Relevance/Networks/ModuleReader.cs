using System.Collections.Immutable;
using Relevance.Networks.Layers;
using Relevance.Networks.Maps;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Identity = Relevance.Networks.Layers.Identity;

namespace Relevance.Networks;

/// <summary>Reads a TorchSharp module into a <see cref="Network"/>. Fails closed: a layer that it does not know is an error.</summary>
internal static class ModuleReader
{
    internal static Network Read(nn.Module<Tensor, Tensor> module)
    {
        using var scope = NewDisposeScope();
        var nodes = ImmutableArray.CreateBuilder<Node>();
        foreach (var (name, leaf) in Leaves("", module))
            nodes.Add(new Node(nodes.Count, name, ReadLayer(name, leaf), [nodes.Count - 1]));
        var type = module.parameters().FirstOrDefault()?.dtype ?? ScalarType.Float32;
        return new Network(nodes.ToImmutable(), type);
    }

    private static IEnumerable<(string Name, nn.Module Module)> Leaves(string path, nn.Module module)
    {
        // Not a subclass of it, which may compute anything in its forward. (The layers' own types are sealed.)
        if (module.GetType() != typeof(Sequential))
            return [(path.Length == 0 ? "0" : path, module)];
        return module.named_children().SelectMany(child => Leaves(path.Length == 0 ? child.name : $"{path}.{child.name}", child.module));
    }

    private static Layer ReadLayer(string name, nn.Module module) => module switch
    {
        Linear m => new LinearLayer("Linear", new DenseMap(m.weight!, m.bias)),
        Conv2d m => new LinearLayer("Conv2d", ReadConvolution(name, m)),
        AvgPool2d m => new LinearLayer("AvgPool2d", ReadPooling(name, m)),
        ReLU => new LeakyRelu(0),
        LeakyReLU m => new LeakyRelu(m.negative_slope),
        TorchSharp.Modules.Flatten { start_dim: > 0 } m => new Layers.Flatten(m.start_dim, m.end_dim),
        Dropout or TorchSharp.Modules.Identity => new Identity(module.GetType().Name),
        _ => throw Unknown(name, module),
    };

    private static UnsupportedLayerException Unknown(string name, nn.Module module) => new(name, module.GetType(),
        "the library does not know this layer. Known are Linear, Conv2d, AvgPool2d, ReLU, LeakyReLU, Flatten, Dropout and " +
        "Identity, in Sequential. Gradient methods explain any module: wrap it in an AutogradModel.");

    private static ConvolutionMap ReadConvolution(string name, Conv2d m)
    {
        if (m.padding_mode != PaddingModes.Zeros)
            throw new UnsupportedLayerException(name, m.GetType(), $"padding mode {m.padding_mode} is not supported, only zeros.");
        if (m.padding_type == Padding.Same)
            throw new UnsupportedLayerException(name, m.GetType(), "padding 'same' is not supported; give the padding in numbers.");
        return new ConvolutionMap(m.weight!, m.bias, new ConvolutionGeometry(m.stride, m.padding ?? [0, 0], m.dilation, m.groups));
    }

    private static AveragePoolingMap ReadPooling(string name, AvgPool2d m)
    {
        if (m.padding is { } padding && padding.Any(p => p != 0) || m.ceil_mode || m.divisor_override is not null)
            throw new UnsupportedLayerException(name, m.GetType(), "average pooling with padding, ceil mode or a divisor is not supported.");
        return new AveragePoolingMap(Two(m.kernel_size), Two(m.stride ?? m.kernel_size));
    }

    private static long[] Two(long[] values) => values.Length == 1 ? [values[0], values[0]] : values;
}
