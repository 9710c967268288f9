using Xunit.Sdk;
using Xunit.v3;

// libtorch's random generator, threads and switches belong to the whole process.
[assembly: Parallelization(Mode = ParallelMode.None)]
