using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Relevance.Tests.Support;

/// <summary>Runs a test of a random network for five seeds.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SeedsAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Enumerable.Range(0, 5).Select(seed => new TheoryDataRow(seed))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
