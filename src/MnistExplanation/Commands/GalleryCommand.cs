using System.CommandLine;
using MnistExplanation.Gallery;

namespace MnistExplanation.Commands;

/// <summary><c>gallery</c>: every method, rule and composite on the same digits.</summary>
internal static class GalleryCommand
{
    internal static Command Create(Host host)
    {
        var output = new Option<string>("--output")
        {
            Description = "Folder for the pictures; the page is beside it, with .md after its name.",
            HelpName = "DIR",
            DefaultValueFactory = _ => "docs/gallery",
        };
        var command = new TaughtCommand("gallery", "Writes a page with every method, rule and composite on the same ten digits.")
        {
            Examples = [new("gallery --output gallery", "gallery.md, and its pictures in the folder 'gallery'.")],
        };
        command.Add(output);
        command.SetAction((parsed, cancellation) => GalleryJob.RunAsync(parsed.GetValue(output)!, host, cancellation));
        return command;
    }
}
