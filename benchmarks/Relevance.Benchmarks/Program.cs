using BenchmarkDotNet.Running;
using Relevance.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(ExplainerBenchmarks).Assembly).Run(args);
