using System.Diagnostics;
using MnistExplanation.Studio.Engine;
using Relevance.Runtime;

namespace MnistExplanation.Studio.Api;

/// <summary><c>GET /health</c>.</summary>
internal static class HealthEndpoint
{
    internal static Health Get(StudioEngine engine)
    {
        using var process = Process.GetCurrentProcess();
        return new("ok", Versions.Program, new(engine.Model.Source, engine.Model.Sha256, engine.Model.Trained.Metadata.TestAccuracy),
            new(TorchRuntime.OneDnnGradientsAreRight, TorchRuntime.OneDnnGradientsAreRight
                ? "oneDNN computes input gradients correctly on this processor"
                : "oneDNN computes wrong input gradients on this processor; gradients are computed without it"),
            (DateTime.Now - process.StartTime).TotalSeconds);
    }
}

/// <summary>Whether the studio works.</summary>
internal sealed record Health(string Status, string Version, HealthyModel Model, HealthyGradients GradientCheck, double UptimeSeconds);

/// <summary>The network that it explains.</summary>
internal sealed record HealthyModel(string Name, string Sha256, double? Accuracy);

/// <summary>What was found about this processor.</summary>
internal sealed record HealthyGradients(bool OneDnnIsRight, string Detail);
