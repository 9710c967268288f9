using System.Collections.Concurrent;
using System.Reflection;
using Relevance.Torch.Tests.Support;
using TorchSharp;
using Xunit.v3;

[assembly: KeepTensors]

namespace Relevance.Torch.Tests.Support;

/// <summary>
/// Keeps the tensors that a test makes until it ends. Without it the collector may free one whose last use is a call that is still running, since the
/// native side knows only its address: seen once as a crash in <c>Tensor.shape</c>. (In the library scopes of its own do that.)
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class KeepTensorsAttribute : BeforeAfterTestAttribute
{
    private readonly ConcurrentDictionary<string, (Thread Thread, DisposeScope Scope)> scopes = new();

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        // A scope belongs to a thread, which an asynchronous test may leave.
        if (methodUnderTest.ReturnType == typeof(void))
            scopes[test.UniqueID] = (Thread.CurrentThread, torch.NewDisposeScope());
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (scopes.TryRemove(test.UniqueID, out var kept) && kept.Thread == Thread.CurrentThread)
            kept.Scope.Dispose();
    }
}
