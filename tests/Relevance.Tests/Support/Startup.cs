using System.Runtime.CompilerServices;
using Relevance.Runtime;

namespace Relevance.Tests.Support;

/// <summary>Prepares libtorch before the first test touches a tensor.</summary>
internal static class Startup
{
    [ModuleInitializer]
    internal static void Initialize() => TorchRuntime.Initialize();
}
