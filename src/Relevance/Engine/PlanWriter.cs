using System.Collections.Concurrent;
using System.Numerics;
using Relevance.Maps;
using Relevance.Programs;

namespace Relevance.Engine;

/// <summary>Writes the steps of a <see cref="Plan{T}"/>, and finds places for its values: one that is not needed any more makes room for others.</summary>
internal sealed class PlanWriter<T>(Program program, int lanes, ConcurrentDictionary<(Operation, Shape), (Correlation, Packing<T>)> packed)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<Step<T>> steps = [], constantSteps = [];
    private readonly Dictionary<Value, Value> storage = [];
    private readonly Dictionary<Value, int> lastUse = [];
    private readonly HashSet<Value> constant = [];
    private readonly Room shared = new(Region.Shared), kept = new(Region.Kept);

    internal Step<T>[] Steps => [.. steps];

    internal Step<T>[] ConstantSteps => [.. constantSteps];

    internal Dictionary<Value, Slot> Slots { get; } = [];

    internal Dictionary<Value, int> Figures { get; } = [];

    internal List<(Slot Slot, T[] Values)> Constants { get; } = [];

    internal int SizeOf(Region region) => region == Region.Shared ? shared.Size : kept.Size;

    internal void Write()
    {
        // Groups of functions that are computed together, other operations one by one; a value of a new shape is the old one.
        var groups = Group();
        foreach (var (place, group) in groups.Index())
        {
            foreach (var input in group.SelectMany(value => value.Inputs))
                lastUse[StorageOf(input)] = place;
        }
        foreach (var (_, value) in program.Outputs)
            lastUse[StorageOf(value)] = int.MaxValue;
        // All inputs are handed in before the first step: none may lie where another value has lain.
        foreach (var value in program.Values.Where(value => value.Operation is InputOperation))
            Place(value, shared.Take(LengthOf(value)));
        foreach (var (place, group) in groups.Index())
        {
            WriteGroup(group, place);
            foreach (var value in group.SelectMany(value => value.Inputs.Append(value)).Select(StorageOf).Distinct())
            {
                if (lastUse.GetValueOrDefault(value, -1) <= place && !constant.Contains(value) && Slots.TryGetValue(value, out var slot))
                    shared.Free(slot);
            }
        }
        foreach (var (value, stored) in storage)
        {
            if (Slots.TryGetValue(stored, out var slot))
                Slots[value] = slot;
        }
    }

    private List<List<Value>> Group()
    {
        var groups = new List<List<Value>>();
        foreach (var value in program.Values)
        {
            if (value.Operation is ConstantOperation || (!value.Inputs.IsEmpty && value.Inputs.All(constant.Contains) && value.Operation is not DirectionOperation))
                constant.Add(value);
            if (value.Operation is ReshapeOperation)
            {
                storage[value] = StorageOf(value.Inputs[0]);
                continue;
            }
            var joins = IsElementwise(value) && groups.Count > 0 && groups[^1] is var last && IsElementwise(last[0])
                && last[0].Shape.Size == value.Shape.Size && constant.Contains(last[0]) == constant.Contains(value);
            if (joins)
                groups[^1].Add(value);
            else
                groups.Add([value]);
        }
        return groups;
    }

    private static bool IsElementwise(Value value) => value.Operation is UnaryOperation or BinaryOperation;

    private int LengthOf(Value value) => checked(value.Shape.Size * lanes);

    private Value StorageOf(Value value) => storage.GetValueOrDefault(value, value);

    private void WriteGroup(List<Value> group, int place)
    {
        var target = constant.Contains(group[0]) ? constantSteps : steps;
        if (IsElementwise(group[0]))
        {
            target.Add(Elementwise(group, place));
            return;
        }
        var value = group[0];
        if (value.Operation is InputOperation)
            return;
        if (value.Operation is ConstantOperation fixedValues)
        {
            Constants.Add((Place(value, kept.Take(LengthOf(value))), fixedValues.Values.ToArray<T>()));
            return;
        }
        var output = Place(value, constant.Contains(value) ? kept.Take(LengthOf(value)) : shared.Take(LengthOf(value)));
        Slot[] inputs = [.. value.Inputs.Select(SlotOf)];
        target.Add(StepOf(value, inputs, output));
    }

    private Step<T> StepOf(Value value, Slot[] inputs, Slot output) => value.Operation switch
    {
        DirectionOperation => new DirectionStep<T>(value.Shape.Size, lanes, inputs[0], output),
        ApplyOperation { Map: SeparableMap map } => Windows(map.Rows(value.Inputs[0].Shape), value.Inputs[0].Shape, value.Shape, map.Axes, inputs[0], output),
        TransposeOperation { Map: SeparableMap map, Input: var shape } => Windows(
            Rows<T>.Transpose(map.Rows(shape), shape.From(shape.Rank - map.Axes).Size), value.Inputs[0].Shape, shape, map.Axes, inputs[0], output),
        ApplyOperation { Map: ChannelScaleMap map, Bias: var bias } => new ScaleStep<T>(
            map.Scale.ToArray<T>(), bias?.ToArray<T>() ?? new T[map.Channels], inputs[0], output),
        TransposeOperation { Map: ChannelScaleMap map } => new ScaleStep<T>(map.Scale.ToArray<T>(), new T[map.Channels], inputs[0], output),
        ApplyOperation or TransposeOperation => Correlated(value, inputs[0], output),
        MaximumOperation { Windows: var map } => Maximum(map, value.Inputs[0].Shape, inputs[0], null, false, output),
        LargestOperation { Windows: var map, SharesTies: var ties } => Maximum(map, value.Shape, inputs[0], inputs[1], ties, output),
        CopyOperation copy => new CopyStep<T>(copy.Sources([.. value.Inputs.Select(input => input.Shape)]), inputs, lanes, output),
        ReduceOperation reduce => new ReduceStep<T>(reduce.Reduction, lanes, inputs[0], output, Figures[value] = Figures.Count),
        _ => throw new NotSupportedException($"The engine does not know the operation '{value.Operation.Text}'."),
    };

    private CorrelationStep<T> Correlated(Value value, Slot input, Slot output)
    {
        // Once for all places where a program does the same, such as a second forward pass.
        var (correlation, packing) = packed.GetOrAdd((value.Operation, value.Inputs[0].Shape), static key =>
        {
            var (found, bias) = key.Item1 switch
            {
                ApplyOperation apply => (Correlation.Of(apply.Map, key.Item2), apply.Bias),
                TransposeOperation transpose => (Correlation.Transposed(transpose.Map, transpose.Input), null),
                _ => throw new NotSupportedException(),
            };
            return (found, new Packing<T>(found, bias is null ? null : row => bias[row]));
        });
        var own = new List<Slot>();
        var step = new CorrelationStep<T>(correlation, packing, lanes, input, output, length =>
        {
            own.Add(shared.Take(length));
            return own[^1];
        });
        own.ForEach(shared.Free);
        return step;
    }

    private WindowSumStep<T> Windows((int Place, double Weight)[][] rows, Shape from, Shape to, int axes, Slot input, Slot output)
    {
        var channels = Shape.Product(to.Lengths.AsSpan()[..^axes]);
        return new(new Rows<T>(rows, lanes), channels, from.From(from.Rank - axes).Size, lanes, input, output);
    }

    private MaximumStep<T> Maximum(SeparableMap map, Shape shape, Slot input, Slot? quantity, bool sharesTies, Slot output) =>
        new(new Rows<T>(map.Rows(shape), lanes), Shape.Product(shape.Lengths.AsSpan()[..^map.Axes]), shape.From(shape.Rank - map.Axes).Size, lanes,
            input, quantity, sharesTies, output);

    private ElementwiseStep<T> Elementwise(List<Value> group, int place)
    {
        var operands = new Dictionary<Value, ElementwiseStep<T>.Operand>();
        var inside = group.ToHashSet();
        var calls = new List<ElementwiseStep<T>.Call>();
        var isConstant = constant.Contains(group[0]);
        // A separate stretch for values that no other step needs: outside the group nothing refers to it, under no shape.
        var needed = group.ToHashSet();
        needed.RemoveWhere(value => lastUse.GetValueOrDefault(value, -1) <= place && !isConstant);
        var uses = new Dictionary<Value, int>();
        foreach (var (i, value) in group.Index())
        {
            foreach (var input in value.Inputs)
                uses[StorageOf(input)] = i;
        }
        // Whole arrays first: a stretch that one function does not need any more serves another in the next round, but must never lie in an array.
        foreach (var value in group.Where(needed.Contains))
            operands[value] = new(Place(value, isConstant ? kept.Take(LengthOf(value)) : shared.Take(LengthOf(value))), false);
        foreach (var (i, value) in group.Index())
        {
            if (!needed.Contains(value))
                operands[value] = new(shared.Take(ElementwiseStep<T>.Stretch), true);
            calls.Add(new(value.Operation, OperandOf(value.Inputs[0]), value.Inputs.Length > 1 ? OperandOf(value.Inputs[1]) : default, operands[value]));
            foreach (var done in value.Inputs.Select(StorageOf).Append(value).Distinct())
            {
                if (operands.TryGetValue(done, out var operand) && operand.IsStretch && uses.GetValueOrDefault(done, -1) <= i)
                    shared.Free(operand.Slot);
            }
        }
        foreach (var operand in operands.Values.Where(operand => operand.IsStretch))
            shared.Free(operand.Slot);
        return new([.. calls], LengthOf(group[0]));

        ElementwiseStep<T>.Operand OperandOf(Value input) => inside.Contains(StorageOf(input)) ? operands[StorageOf(input)] : new(SlotOf(input), false);
    }

    private Slot Place(Value value, Slot slot) => Slots[value] = slot;

    private Slot SlotOf(Value value)
    {
        var slot = Slots[StorageOf(value)];
        Slots[value] = slot;
        return slot;
    }
}
