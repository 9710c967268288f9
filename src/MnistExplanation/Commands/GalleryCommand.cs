using System.CommandLine;
using MnistExplanation.Digits;
using MnistExplanation.Gallery;
using Relevance.Tool.Commands;

namespace MnistExplanation.Commands;

/// <summary><c>gallery</c>: every method, rule and composite on the same digits.</summary>
internal static class GalleryCommand
{
    internal static Command Create(Host host)
    {
        var output = new Option<string>("--output")
        {
            Description = "The first page becomes NAME.md; the pictures and the pages of the methods go into the folder NAME beside it.",
            HelpName = "NAME",
            DefaultValueFactory = _ => "docs/gallery",
        };
        var command = new DocumentedCommand("gallery", "Writes pages that show every method, rule and composite on the same ten digits.", [output])
        {
            Examples = [new("gallery --output gallery", "gallery.md, and in the folder 'gallery' a page for each method and all pictures.")],
        };
        command.SetAction((parsed, cancellation) => GalleryJob.RunAsync(parsed.GetValue(output)!, host, cancellation));
        return command;
    }
}
