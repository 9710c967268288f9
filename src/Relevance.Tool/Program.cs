using Relevance.Tool;
using Relevance.Tool.Commands;
using Relevance.Tool.Console;

using var interruption = new Interruption();
var host = new StandaloneHost(Terminal.OfProcess());
return await Application.RunAsync(args, StandaloneCommands.Create(host), host, interruption.Token);
