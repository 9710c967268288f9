Relevance.Runtime.TorchRuntime.Initialize();
Console.WriteLine(Relevance.Runtime.TorchRuntime.OneDnnGradientsAreRight);
