namespace Mnist.Tests;

/// <summary>Tests that use libtorch run one after another: its random generator, threads and switches belong to the whole process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LibtorchCollection
{
    public const string Name = "libtorch";
}
