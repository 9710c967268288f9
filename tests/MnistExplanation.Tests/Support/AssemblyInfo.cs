using Xunit.Sdk;
using Xunit.v3;

// Trainings: libtorch's random generator, threads and switches belong to the whole process.
[assembly: Parallelization(Mode = ParallelMode.None)]
