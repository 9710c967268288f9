using Relevance.Engine;
using Relevance.Maps;
using Relevance.Programs;
using Relevance.Tests.Support;

namespace Relevance.Tests.Engine;

/// <summary>The memory that programs run in, and how they are ended.</summary>
public class WorkspaceTests
{
    private const int Threads = 8, Runs = 1000;

    /// <summary>Each thread has a workspace of its own, used again and again: 1,000 small runs on 8 threads give what one gives.</summary>
    [Fact]
    public void Threads_do_not_share_workspaces()
    {
        var compiled = new CompiledProgram(SmallProgram());
        var images = Enumerable.Range(1, 20).Select(count => Execution.Inputs(compiled.Program, count, count)).ToArray();
        var expected = images.Select(given => Execution.Engine<float>(compiled, given)).ToArray();
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = TestContext.Current.CancellationToken }, thread =>
        {
            for (var run = 0; run < Runs / Threads; run++)
            {
                var which = (thread + run * 7) % images.Length;
                var found = Execution.Engine<float>(compiled, images[which]);
                for (var image = 0; image < found.Length; image++)
                    Assert.All(found[image], output => Assert.Equal(expected[which][image][output.Key], output.Value));
            }
        });
    }

    /// <summary>Four images of which one fills vectors by itself: a tile would take the room of sixteen.</summary>
    [Fact]
    public void Large_images_are_computed_one_by_one_in_the_room_of_one()
    {
        var program = new ProgramBuilder();
        var image = program.Input("image", [1, 640, 640]);
        var maps = program.Apply(new ConvolutionMap(Execution.WeightsOf(1, [2, 1, 3, 3]), ConvolutionGeometry.Of(2, padding: 1)), image);
        var compiled = new CompiledProgram(program.Build(("sum", program.Reduce(Reduction.Sum, maps))));
        var four = Tensors.Of([.. Execution.Integers(1, 1, 4 * 640 * 640).Select(value => (float)value)], 4, [1, 640, 640]);
        var alone = Enumerable.Range(0, 4).Select(i => compiled.Run([Tensors.Range(four, i, 1)]).Figures("sum")[0]).ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(alone, compiled.Run([four]).Figures("sum"));
        // The image, its padded copy and two maps, of 1.6 MB each; of sixteen images it would be 105 MB.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Fact]
    public void A_workspace_is_used_again()
    {
        var plan = new Plan<float>(SmallProgram(), 1, new());
        var first = plan.Rent();
        var second = plan.Rent();
        Assert.NotSame(first, second);
        plan.Return(first);
        Assert.Same(first, plan.Rent());
    }

    /// <summary>What one run leaves behind, also one that was ended or failed, changes nothing in the next.</summary>
    [Fact]
    public void What_a_run_leaves_behind_does_not_matter()
    {
        var compiled = new CompiledProgram(SmallProgram());
        var images = Execution.Inputs(compiled.Program, 17, 3);
        var fresh = Execution.Engine<double>(compiled, images);
        Dictionary<string, double[]>[] wild = [.. images.Select(image => image.ToDictionary(pair => pair.Key, pair => pair.Value.Select(_ => double.NaN).ToArray()))];
        Execution.Engine<double>(compiled, wild);
        Assert.Throws<OperationCanceledException>(() => compiled.Run([Tensors.Zeros<double>(17, [2, 6, 5]), Tensors.Zeros<double>(17, [2])], null, new CancellationToken(true)));
        var again = Execution.Engine<double>(compiled, images);
        Assert.All(fresh.Zip(again), pair => Assert.All(pair.First, output => Assert.Equal(output.Value, pair.Second[output.Key])));
    }

    /// <summary>A program is ended between two of its operations: what chooses the direction runs, what comes after does not.</summary>
    [Fact]
    public void A_run_ends_between_two_operations()
    {
        var network = Golden.Network;
        using var source = new CancellationTokenSource();
        var asked = 0;
        Assert.Throws<OperationCanceledException>(() => network.ScoresAndGradient(Golden.Images<float>(), (image, scores, direction) =>
        {
            direction[0] = 1;
            asked++;
            source.Cancel();
        }, source.Token));
        // The tile of 16 images whose direction was asked for when it ended; no other was begun.
        Assert.Equal(16, asked);
        Assert.Throws<OperationCanceledException>(() => network.Scores(Golden.Images<float>(), source.Token));
    }

    [Fact]
    public void A_failure_of_who_chooses_the_direction_is_handed_on()
    {
        var images = Golden.Images<double>();
        Assert.Throws<InvalidTimeZoneException>(() => Golden.Network.ScoresAndGradient(images, (_, _, _) => throw new InvalidTimeZoneException(), TestContext.Current.CancellationToken));
        var (scores, _) = Golden.Network.ScoresAndGradient(images, (_, _, direction) => direction[0] = 1, TestContext.Current.CancellationToken);
        Assert.Equal(Golden.Network.Scores(images, TestContext.Current.CancellationToken).Values.ToArray(), scores.Values.ToArray());
    }

    [Fact]
    public void What_is_handed_in_must_be_what_the_program_asks_for()
    {
        var compiled = new CompiledProgram(SmallProgram());
        var (x, y) = (Tensors.Zeros<float>(2, [2, 6, 5]), Tensors.Zeros<float>(2, [2]));
        Assert.Contains("2 inputs (x, y); given are 1", Assert.Throws<ArgumentException>(() => compiled.Run([x], cancellation: TestContext.Current.CancellationToken)).Message);
        Assert.Contains("Input 'y' is [N, 2]", Assert.Throws<ArgumentException>(() => compiled.Run([x, Tensors.Zeros<float>(2, [3])], cancellation: TestContext.Current.CancellationToken)).Message);
        Assert.Contains("Input 'y'", Assert.Throws<ArgumentException>(() => compiled.Run([x, Tensors.Zeros<float>(3, [2])], cancellation: TestContext.Current.CancellationToken)).Message);
        Assert.Throws<NotSupportedException>(() => compiled.Run([Tensors.Zeros<Half>(2, [2, 6, 5]), Tensors.Zeros<Half>(2, [2])], cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("no output 'b'", Assert.Throws<ArgumentException>(() => compiled.Run([x, y], cancellation: TestContext.Current.CancellationToken)["b"]).Message);
    }

    /// <summary>Padding, windows, constants, functions, a reduction.</summary>
    private static Program SmallProgram()
    {
        var program = new ProgramBuilder();
        var x = program.Input("x", [2, 6, 5]);
        var map = new ConvolutionMap(Execution.WeightsOf(1, [3, 2, 3, 3], 2), ConvolutionGeometry.Of(2, stride: 2, padding: 1));
        var z = program.Apply(map, x, Execution.WeightsOf(2, [3]));
        var a = program.Of(UnaryFunction.PositivePart, program.Plus(z, program.Constant(Execution.WeightsOf(3, z.Shape))));
        var back = program.Transpose(map, a, x.Shape);
        var scaled = program.Apply(new ChannelScaleMap(Execution.WeightsOf(4, [2])), program.Input("y", [2]));
        return program.Build(("a", a), ("back", back), ("sum", program.Reduce(Reduction.SumOfSquares, back)), ("scaled", scaled));
    }
}
