using System.Collections.Immutable;
using Relevance.Maps;
using Relevance.Networks.Layers;
using Relevance.Programs;

namespace Relevance.Propagation.Rules;

/// <summary>
/// Writes a linear rule in four steps: z = ε + Σ_{0,j} c; s = R / z; c = Wᵀ s; R = f(a) ⊙ c (Montavon et al. 2019, section 10.2), for each term of each group.
/// </summary>
internal static class LinearRuleWriter
{
    /// <summary>The relevance at each input; null if the layer is not linear.</summary>
    internal static IReadOnlyList<Value>? Write(RuleContext context, ImmutableArray<ShareGroup> groups, BiasHandling handling)
    {
        ILinearForm? form = context.Layer switch
        {
            LinearLayer layer => new MapForm(context, layer.Map, handling == BiasHandling.LeftOut ? null : layer.Bias),
            SumLayer => new SumForm(context),
            _ => null,
        };
        if (form is null)
            return null;
        var program = context.Program;
        IReadOnlyList<Value>? total = null;
        foreach (var group in groups)
        {
            var shares = Write(context, form, group, handling);
            total = total is null ? shares : [.. total.Zip(shares, program.Plus)];
        }
        return total ?? throw new ArgumentException("A rule needs at least one group of contributions.");
    }

    private static IReadOnlyList<Value> Write(RuleContext context, ILinearForm form, ShareGroup group, BiasHandling handling)
    {
        var program = context.Program;
        // The sign of z is that of the output without a bias that takes no part.
        var sign = group.Terms.Any(term => term.BySign) ? program.Of(UnaryFunction.Sign, form.Output) : null;
        var sums = form.Sums(group.Terms);
        var denominator = group.Terms.Select((term, i) => Weigh(sums[i], term)).Where(sum => sum is not null).Aggregate((x, y) => program.Plus(x!, y!))!;
        var factor = group.Factor == 1 ? context.Relevance : program.Times(context.Relevance, group.Factor);
        var (s, offset) = Divide(context, factor, denominator, group);
        if (sign is not null)
            s = program.Times(program.Times(s, sign), sign);
        context.BookStabilizer(() => program.Times(s, offset()));
        Value?[] factors = [.. group.Terms.Select(term => Weigh(s, term))];
        if (form.Bias is not null)
        {
            Value Share() => group.Terms.Select((term, i) => form.BiasOf(term) is { } bias ? program.Times(factors[i]!, bias) : null)
                .Where(share => share is not null).Aggregate((x, y) => program.Plus(x!, y!))!;
            if (group.Terms.Any(term => form.BiasOf(term) is not null))
            {
                if (handling == BiasHandling.Spread)
                    return form.Share(group.Terms, factors!, form.Spread(Share()));
                context.BookBias(Share);
            }
        }
        return form.Share(group.Terms, factors!, null);

        Value? Weigh(Value? value, Term term)
        {
            if (value is null)
                return null;
            var signed = term.BySign ? program.Times(value, sign!) : value;
            return program.Times(signed, term.Coefficient);
        }
    }

    private static (Value S, Func<Value> Offset) Divide(RuleContext context, Value relevance, Value denominator, ShareGroup group)
    {
        var program = context.Program;
        if (!group.Relative)
            return (program.Divide(relevance, denominator, group.Epsilon), () => program.Times(program.Of(UnaryFunction.SignOrOne, denominator), group.Epsilon));
        var meanSquare = program.Times(program.Reduce(Reduction.SumOfSquares, denominator), 1.0 / denominator.Shape.Size);
        var scale = program.Broadcast(program.Times(program.Of(UnaryFunction.SquareRoot, meanSquare), group.Epsilon), denominator.Shape);
        var offset = program.Times(program.Of(UnaryFunction.SignOrOne, denominator), scale);
        return (program.Divide(relevance, program.Plus(denominator, offset)), () => offset);
    }

    /// <summary>A linear layer as rules see it.</summary>
    private interface ILinearForm
    {
        /// <summary>z, without a bias that takes no part.</summary>
        Value Output { get; }

        /// <summary>The bias that takes part, if any.</summary>
        Weights? Bias { get; }

        /// <summary>Σ_{0,j} f(a_j) ρ(w_jk) of each term, without its coefficient; null where one sum holds that of the term before it too, or where it is 0.</summary>
        Value?[] Sums(ImmutableArray<Term> terms);

        /// <summary>f(1) ρ(b) of a term over the output; null if it is 0.</summary>
        Value? BiasOf(Term term);

        /// <summary>A share of the bias in equal parts to the inputs that each unit is connected to.</summary>
        IReadOnlyList<Value> Spread(Value share);

        /// <summary>Σ_k f(a_j) ρ(w_jk) s_k over the terms, for each input.</summary>
        IReadOnlyList<Value> Share(ImmutableArray<Term> terms, Value[] factors, IReadOnlyList<Value>? more);
    }

    private sealed class MapForm(RuleContext context, LinearMap map, Weights? bias) : ILinearForm
    {
        private readonly ProgramBuilder program = context.Program;
        private readonly Value input = context.Inputs[0];
        private (ImmutableArray<Term> Terms, LinearMap Map, Value Inputs)? pair;

        public Value Output { get; } = ((LinearLayer)context.Layer).Bias is { } own && bias is null
            ? context.Program.Apply(map, context.Inputs[0]) : context.Output;

        public Weights? Bias => bias;

        public Value?[] Sums(ImmutableArray<Term> terms)
        {
            // Two terms of one sum are one map of two inputs: its products are added up where they are made.
            if (terms is [var first, var second] && IsPlain(first) && IsPlain(second) &&
                first.Input.Write(program, input) is { } a && second.Input.Write(program, input) is { } b && input.Shape.Rank > 0 &&
                map.Take(first.Weight).Beside(map.Take(second.Weight)) is { } both && (map is not DenseMap || input.Shape.Rank == 1))
            {
                var joined = program.Add(new ConcatenateOperation(0), a, b);
                pair = (terms, both, joined);
                var added = BiasPart(first) is { } x && BiasPart(second) is { } y ? x.Select((place, value) => value + y[place]) : BiasPart(first) ?? BiasPart(second);
                return [program.Apply(both, joined, added), null];
            }
            return [.. terms.Select(Sum)];
        }

        public Value? BiasOf(Term term)
        {
            if (BiasPart(term) is not { } part)
                return null;
            var shape = context.Output.Shape;
            return program.Broadcast(program.Constant(part.Reshape(AlongChannels(part.Count, shape))), shape);
        }

        public IReadOnlyList<Value> Spread(Value share)
        {
            var connections = map.Take(WeightPart.Connection);
            // Padding connects a unit to nothing: at a border it has fewer inputs.
            var inputsOfUnit = program.Apply(connections, Ones());
            return [program.Transpose(connections, program.Divide(share, inputsOfUnit), input.Shape)];
        }

        public IReadOnlyList<Value> Share(ImmutableArray<Term> terms, Value[] factors, IReadOnlyList<Value>? more)
        {
            var total = more?[0];
            if (pair is var (own, both, inputs) && own == terms)
            {
                var shares = program.Times(program.Transpose(both, factors[0], inputs.Shape), inputs);
                var channels = input.Shape[0];
                var sum = program.Plus(program.Add(new SliceOperation(0, 0, channels), shares), program.Add(new SliceOperation(0, channels, channels), shares));
                return [total is null ? sum : program.Plus(total, sum)];
            }
            foreach (var (i, term) in terms.Index())
            {
                var back = program.Transpose(map.Take(term.Weight), factors[i], input.Shape);
                var share = term.Input.Write(program, input) is { } part ? program.Times(back, part) : back;
                total = total is null ? share : program.Plus(total, share);
            }
            return [total!];
        }

        private static bool IsPlain(Term term) => term.Coefficient == 1 && !term.BySign && term != new Term(InputPart.All, WeightPart.All);

        private Value Sum(Term term) => term.Input == InputPart.All && term.Weight == WeightPart.All
            ? Output
            : program.Apply(map.Take(term.Weight), term.Input.Write(program, input) ?? Ones(), BiasPart(term));

        private Value Ones() => program.Constant(OnesOf(input.Shape));

        private Weights? BiasPart(Term term) => bias is null || term.Input.OfOne == 0 ? null
            : term.Input.OfOne == 1 ? bias.Take(term.Weight) : bias.Select((_, value) => term.Input.OfOne * term.Weight.Of(value));

        private Shape AlongChannels(int count, Shape output) => map is DenseMap
            ? new([.. Enumerable.Repeat(1, output.Rank - 1), count]) : new([count, .. Enumerable.Repeat(1, output.Rank - 1)]);
    }

    /// <summary>A sum of branches: every weight is 1.</summary>
    private sealed class SumForm(RuleContext context) : ILinearForm
    {
        private readonly ProgramBuilder program = context.Program;

        public Value Output => context.Output;

        public Weights? Bias => null;

        public Value?[] Sums(ImmutableArray<Term> terms) => [.. terms.Select(term => term.Input == InputPart.All && term.Weight == WeightPart.All ? Output
            : term.Weight.Of(1) == 0 ? null
            : context.Inputs.Select(input => Part(term, input)).Aggregate(program.Plus))];

        public Value? BiasOf(Term term) => null;

        public IReadOnlyList<Value> Spread(Value share) => throw new InvalidOperationException("A sum of branches has no bias.");

        public IReadOnlyList<Value> Share(ImmutableArray<Term> terms, Value[] factors, IReadOnlyList<Value>? more) =>
        [
            .. context.Inputs.Select(input => terms.Select((term, i) => term.Weight.Of(1) == 0 ? null : program.Times(factors[i], Part(term, input)))
                .Where(share => share is not null).Aggregate((x, y) => program.Plus(x!, y!))!),
        ];

        private Value Part(Term term, Value input) => term.Input.Write(program, input) ?? program.Constant(OnesOf(input.Shape));
    }

    private static Weights OnesOf(Shape shape) => Weights.Of(Enumerable.Repeat(1f, shape.Size).ToArray(), shape);
}
