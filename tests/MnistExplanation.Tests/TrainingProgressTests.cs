using Mnist.Training;
using MnistExplanation.Learning;
using MnistExplanation.Tests.Support;
using Relevance.Tool.Console;

namespace MnistExplanation.Tests;

public sealed class TrainingProgressTests
{
    private const string Hint = "OMP_WAIT_POLICY=passive";

    private readonly StringWriter output = new();
    private readonly ManualClock clock = new();
    private readonly List<ActivityState> states = [];
    private readonly IProgress<TrainingProgress> view;

    public TrainingProgressTests()
    {
        var plain = Terminal.Plain(output, new StringWriter());
        view = new TrainingProgressView(new Terminal(plain.Out, plain.Error, interactive: false) { Clock = clock }, new DirectProgress<ActivityState>(states.Add));
    }

    [Fact]
    public void The_state_has_the_speed_and_the_time_to_go()
    {
        Report(epoch: 2, batch: 25);

        // One epoch of two and a quarter of the other.
        Assert.Equal(0.625, states[^1].Fraction);
        Assert.Equal("1,234 images per second, about 2 min 5 s to go", states[^1].Detail);
        Assert.Equal("Continued after epoch 1." + Environment.NewLine, output.ToString());
    }

    [Fact]
    public void A_training_that_falls_below_a_third_of_its_best_speed_is_told_once_what_may_help()
    {
        Report(1, 1);
        Run(batches: 30);
        Run(batches: 11);
        Assert.DoesNotContain(Hint, output.ToString(), StringComparison.Ordinal);

        Run(batches: 9);
        Run(batches: 9);
        Assert.Single(output.ToString().Split(Environment.NewLine), line => line.Contains(Hint, StringComparison.Ordinal));
    }

    [Fact]
    public void The_pause_between_two_epochs_is_no_slowness()
    {
        Report(1, 1);
        Run(batches: 30);
        clock.Advance(TimeSpan.FromMinutes(1));
        Report(2, 1);
        Report(2, 2);

        Assert.DoesNotContain(Hint, output.ToString(), StringComparison.Ordinal);
    }

    private int batch = 1;

    /// <summary>So many batches in the time over which speeds are compared.</summary>
    private void Run(int batches)
    {
        clock.Advance(TimeSpan.FromSeconds(5));
        Report(1, batch += batches);
    }

    private void Report(int epoch, int batch) => view.Report(new(epoch, 2, batch, 100, 0.5, 1234, TimeSpan.FromSeconds(125)));
}
