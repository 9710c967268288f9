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
        view = new TrainingProgressView(new Terminal(plain.Out, plain.Error, interactive: false) { Clock = clock }, new DirectProgress<ActivityState>(states.Add), 2, () => processor);
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

    /// <summary>The first three were measured on two cores beside builds: at high priority (9,100 images per second), at some (7,100), and at none (1,000).</summary>
    [Theory]
    [InlineData(16.6, 10.7, 2, false)]
    [InlineData(15.3, 10.3, 2, false)]
    [InlineData(20.3, 25.6, 2, true)]
    [InlineData(4.9, 5, 1, false)]
    [InlineData(2.4, 5, 1, true)]
    [InlineData(10, 5, 8, true)]
    public void A_training_is_kept_from_the_processor_where_its_threads_compute_less_than_they_could(double processor, double elapsed, int threads, bool isSmall) =>
        Assert.Equal(isSmall, new ProcessorShare(TimeSpan.FromSeconds(processor), TimeSpan.FromSeconds(elapsed), threads).IsSmall);

    [Fact]
    public void A_training_beside_busy_programs_is_told_once_what_may_help_also_where_they_were_there_from_the_start()
    {
        Report(1, 1);
        Run(processor: 3);
        Run(processor: 3);

        Assert.Single(output.ToString().Split(Environment.NewLine), line => line.Contains(Hint, StringComparison.Ordinal));
        Assert.Contains("Training gets 30 % of the processor time that its 2 threads could use", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_that_has_the_processor_to_itself_is_told_nothing_however_slow_it_is()
    {
        Report(1, 1);
        Run(processor: 9.5);
        Run(processor: 9);

        Assert.DoesNotContain(Hint, output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_pause_between_two_epochs_is_no_training()
    {
        Report(1, 1);
        clock.Advance(TimeSpan.FromMinutes(1));
        Report(2, 1);
        Report(2, 2);

        Assert.DoesNotContain(Hint, output.ToString(), StringComparison.Ordinal);
    }

    private int batch = 1;
    private TimeSpan processor;

    /// <summary>A batch at the end of the time over which the processor is watched, in which so many seconds were computed.</summary>
    private void Run(double processor)
    {
        clock.Advance(TimeSpan.FromSeconds(5));
        this.processor += TimeSpan.FromSeconds(processor);
        Report(1, ++batch);
    }

    private void Report(int epoch, int batch) => view.Report(new(epoch, 2, batch, 100, 0.5, 1234, TimeSpan.FromSeconds(125)));
}
