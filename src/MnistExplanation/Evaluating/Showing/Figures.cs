using System.Xml.Linq;
using MnistExplanation.Report.Content;

namespace MnistExplanation.Evaluating.Showing;

/// <summary>Pictures within a page.</summary>
internal static class Figures
{
    /// <summary>Shows a picture that was just drawn.</summary>
    internal static XElement Show(Relevance.Imaging.Picture picture, string altText, string caption, bool isChart = false) => Report.Markup.Picture.Show(
        new Figure(picture.ToDataUri(), picture.Width / picture.Density, picture.Height / picture.Density, altText) { IsChart = isChart }, caption);
}
