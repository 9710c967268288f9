using MnistExplanation.Commands;
using MnistExplanation.Digits;
using Relevance.Tool;
using Relevance.Tool.Console;

using var interruption = new Interruption();
var host = Host.OfProcess();
return await Application.RunAsync(args, CommandTree.Create(host), host, interruption.Token);
