using System.CommandLine;
using Relevance.Tool.Console;
using Relevance.Tool.Explaining;
using Relevance.Tool.Hosting;

namespace Relevance.Tool.Commands;

/// <summary><c>list</c>: the methods, composites and rules that <c>explain</c> can use.</summary>
internal static class ListCommand
{
    internal static Command Create(ToolHost host)
    {
        var command = new DocumentedCommand("list", "Lists methods, composites, rules and words for layers.")
        {
            Examples = [new("list", "All of them, with their parameters.")],
        };
        command.SetAction(_ =>
        {
            ListView.Show(host.Terminal);
            return ExitCode.Success;
        });
        return command;
    }
}
