using System.Collections.Immutable;
using Relevance.Maps;

namespace Relevance.Programs;

/// <summary>Builds programs. The same operation on the same inputs is added only once; operations that no output needs are left out of the program.</summary>
public sealed class ProgramBuilder
{
    private readonly List<Value> values = [];
    private readonly Dictionary<(Operation Operation, Shape Inputs), Value> known = [];

    /// <summary>Adds an operation and returns its result.</summary>
    /// <exception cref="ArgumentException">The operation cannot be applied to these inputs.</exception>
    public Value Add(Operation operation, params ReadOnlySpan<Value> inputs)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (operation.Arity >= 0 ? inputs.Length != operation.Arity : inputs.IsEmpty)
            throw new ArgumentException($"'{operation.Text}' cannot have {inputs.Length} inputs.");
        var places = new int[inputs.Length];
        var shapes = new Shape[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            (places[i], shapes[i]) = (inputs[i].Index, inputs[i].Shape);
            if (places[i] >= values.Count || values[places[i]] != inputs[i])
                throw new ArgumentException($"{inputs[i]} belongs to another program.");
        }
        if (operation is ReshapeOperation reshape && shapes[0] == reshape.Shape)
            return inputs[0];
        var key = (operation, Shape.Of(places));
        if (known.TryGetValue(key, out var there))
            return there;
        var value = new Value(values.Count, operation, [.. inputs], operation.ShapeOf(shapes));
        values.Add(value);
        known.Add(key, value);
        return value;
    }

    /// <summary>Adds an input: an array that is given for each image when the program is run.</summary>
    public Value Input(string name, Shape shape) => Add(new InputOperation(name, shape));

    /// <summary>Adds a constant: an array that is the same for every image.</summary>
    public Value Constant(Weights values) => Add(new ConstantOperation(values));

    /// <summary>Applies a linear map, z = W a + b.</summary>
    public Value Apply(LinearMap map, Value input, Weights? bias = null) => Add(new ApplyOperation(map, bias), input);

    /// <summary>Applies the transpose of a linear map, c = Wᵀ s.</summary>
    public Value Transpose(LinearMap map, Value output, Shape input) => Add(new TransposeOperation(map, input), output);

    /// <summary>Adds two arrays, x + y.</summary>
    public Value Plus(Value x, Value y) => Add(new BinaryOperation(BinaryFunction.Add), x, y);

    /// <summary>Subtracts two arrays, x − y.</summary>
    public Value Minus(Value x, Value y) => Add(new BinaryOperation(BinaryFunction.Subtract), x, y);

    /// <summary>Multiplies two arrays value by value, x y.</summary>
    public Value Times(Value x, Value y) => Add(new BinaryOperation(BinaryFunction.Multiply), x, y);

    /// <summary>Multiplies each value of x by a number.</summary>
    public Value Times(Value x, double factor) => factor == 1 ? x : Add(new UnaryOperation(UnaryFunction.Scale, factor), x);

    /// <summary>Adds a number to each value of x.</summary>
    public Value Plus(Value x, double summand) => Add(new UnaryOperation(UnaryFunction.Shift, summand), x);

    /// <summary>Divides two arrays value by value: x / (y + ε sign(y)) with sign(0) = 1; 0 where the denominator is 0.</summary>
    public Value Divide(Value x, Value y, double epsilon = 0) => Add(new BinaryOperation(BinaryFunction.Divide, epsilon), x, y);

    /// <summary>Applies a function to each value.</summary>
    public Value Of(UnaryFunction function, Value x, double parameter = 0) => Add(new UnaryOperation(function, parameter), x);

    /// <summary>Applies a function to the two values at each place.</summary>
    public Value Of(BinaryFunction function, Value x, Value y) => Add(new BinaryOperation(function), x, y);

    /// <summary>Changes the shape of an array; the values and their order stay the same.</summary>
    public Value Reshape(Value x, Shape shape) => Add(new ReshapeOperation(shape), x);

    /// <summary>Reduces the values of each image to one number.</summary>
    public Value Reduce(Reduction reduction, Value x) => Add(new ReduceOperation(reduction), x);

    /// <summary>Repeats an array along the axes of length 1; a single number for each image is repeated at every place.</summary>
    public Value Broadcast(Value x, Shape shape) => x.Shape == shape ? x
        : Add(new BroadcastOperation(shape), x.Shape.Size == 1 ? Reshape(x, new([.. shape.Select(_ => 1)])) : x);

    /// <summary>Creates the program that computes the given values.</summary>
    public Program Build(params IEnumerable<(string Name, Value Value)> outputs)
    {
        ImmutableArray<(string Name, Value Value)> wanted = [.. outputs];
        var needed = new bool[values.Count];
        foreach (var (_, value) in wanted)
            needed[value.Index] = true;
        for (var i = values.Count - 1; i >= 0; i--)
        {
            foreach (var input in needed[i] ? values[i].Inputs : [])
                needed[input.Index] = true;
        }
        var renamed = new Value[values.Count];
        var kept = ImmutableArray.CreateBuilder<Value>();
        foreach (var value in values.Where(value => needed[value.Index]))
        {
            renamed[value.Index] = new Value(kept.Count, value.Operation, [.. value.Inputs.Select(input => renamed[input.Index])], value.Shape);
            kept.Add(renamed[value.Index]);
        }
        return new(kept.ToImmutable(), [.. wanted.Select(output => (output.Name, renamed[output.Value.Index]))]);
    }
}
