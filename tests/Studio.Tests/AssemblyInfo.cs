using Xunit.Sdk;
using Xunit.v3;

// One browser and one server for all tests; each test has a page of its own, so that two can run at once.
[assembly: AssemblyFixture(typeof(Studio.Tests.Support.Studio))]
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 2)]
