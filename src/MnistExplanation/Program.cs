using MnistExplanation;
using MnistExplanation.Console;

using var interruption = new Interruption();
return await Application.RunAsync(args, Host.OfProcess(), interruption.Token);
