using Xunit.Sdk;
using Xunit.v3;

// One browser and one server for all tests; each test has a page of its own.
[assembly: AssemblyFixture(typeof(Studio.Tests.Support.Studio))]
[assembly: Parallelization(Mode = ParallelMode.None)]
