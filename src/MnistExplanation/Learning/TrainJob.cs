using Mnist.Training;
using MnistExplanation.Digits;
using Relevance.Formats;
using Relevance.Tool.Console;
using Relevance.Tool.Explaining;
using Relevance.Torch.Runtime;

namespace MnistExplanation.Learning;

/// <summary>Does what <c>train</c> was asked for.</summary>
internal static class TrainJob
{
    internal static async Task<int> RunAsync(TrainRequest request, Host host, CancellationToken cancellation)
    {
        var name = Path.ChangeExtension(request.Output, null);
        var (log, curve) = ($"{name}.training-log.jsonl", $"{name}.training-curve.png");
        foreach (var path in new[] { request.Output, log, curve })
            OutputFile.RequireWritable(path);
        var session = new TrainingSession(host.Terminal, $"{name}.checkpoint");
        if (request.Resumption == Resumption.Required)
            session.RequireCheckpoint();
        OutputFile.AnnounceReplacement(request.Output, "when training ends", host.Terminal);
        TorchRuntime.Initialize();
        if (request.Verbose)
            TrainingVerbose.Write(host.Terminal, request.Options.Threads);
        var dataset = await Datasets.LoadAsync(host, request.Dataset, request.DataFolder, request.Verbose, cancellation);
        var result = await session.RunAsync(TrainingData.From(dataset), request.Options, request.Resumption, cancellation);
        var model = result.Model;
        model.Save(request.Output);
        AtomicFile.Write(log, stream => stream.Write(File.ReadAllBytes(session.LogPath)));
        TrainingPictures.Curve(request.Options, result.Log).Save(curve);
        session.Forget();
        Tell(host.Terminal, request, result, [request.Output, log, curve]);
        return ExitCode.Success;
    }

    private static void Tell(Terminal terminal, TrainRequest request, TrainingResult result, string[] files)
    {
        if (request.Verbose && result.WithoutOneDnn)
            terminal.Error.WriteLine("oneDNN computes wrong gradients of this network on this processor; the training ran without it");
        var accuracy = result.Log[^1].TestAccuracy is { } final ? $"{Readable.Percent(final)} of the test images" : "no test images";
        terminal.Line($"Preset {request.Options.Preset}, {Readable.Count(result.Log.Length, "epoch")} in {Readable.Seconds(result.Log.Sum(epoch => epoch.Seconds))}: {accuracy}");
        foreach (var file in files)
            terminal.Line($"  {file}");
    }
}
