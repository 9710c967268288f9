using System.Runtime.CompilerServices;
using Relevance.Torch.Runtime;

namespace Relevance.Torch.Tests.Support;

/// <summary>Prepares libtorch before the first test touches a tensor.</summary>
internal static class Startup
{
    [ModuleInitializer]
    internal static void Initialize() => TorchRuntime.Initialize();
}
