using Packages.Tests.Support;

// Packing once takes long enough.
[assembly: AssemblyFixture(typeof(PackedLibraries))]
