using System.CommandLine;
using Relevance.Catalogue;
using Relevance.Tool.Explaining;
using Relevance.Tool.Hosting;

namespace Relevance.Tool.Commands;

/// <summary><c>plan</c>: shows the rule of each layer.</summary>
internal static class PlanCommand
{
    internal static Command Create(ToolHost host)
    {
        var model = SharedOptions.Model(host.ModelOption);
        var method = new Option<string>("--method")
        {
            Description = $"Layer-wise relevance propagation with its parameters, such as '{PropagationNotation.Method}(composite=epsilon-plus)'. Without it, {PropagationNotation.Method}.",
            HelpName = "NAME",
        };
        method.Validators.Add(result =>
        {
            try
            {
                if (MethodNotation.Parse(result.Tokens is [var token] ? token.Value : PropagationNotation.Method).Name != PropagationNotation.Method)
                    result.AddError($"Only {PropagationNotation.Method} has rules to plan.");
            }
            catch (FormatException e)
            {
                result.AddError(e.Message);
            }
        });
        var command = new DocumentedCommand("plan", "Shows the rule of layer-wise relevance propagation for each layer, and why.", [model, method])
        {
            Examples =
            [
                new("plan --model net.safetensors", "By the default composite."),
                new("plan --model net.safetensors --method 'lrp(composite=epsilon-plus, rules=\"first=flat\")'", "By another, with a rule of your own for the first layer."),
            ],
        };
        command.SetAction(parsed => ExplainJob.ShowPlan(
            new() { Method = MethodNotation.Parse(parsed.GetValue(method) ?? PropagationNotation.Method), Target = TargetChoice.Predicted, Model = parsed.GetValue(model), Verbose = parsed.GetValue(SharedOptions.Verbose) }, host));
        return command;
    }
}
