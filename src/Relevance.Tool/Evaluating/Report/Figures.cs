using System.Xml.Linq;
using Relevance.Tool.Pages;

namespace Relevance.Tool.Evaluating.Report;

/// <summary>Pictures within a page.</summary>
internal static class Figures
{
    /// <summary>Shows a picture that was just drawn.</summary>
    internal static XElement Show(Relevance.Imaging.Picture picture, string altText, string caption, bool isChart = false) => FigureCard.Show(
        new Figure(picture.ToDataUri(), picture.Width / picture.Density, picture.Height / picture.Density, altText) { IsChart = isChart }, caption);
}
