using System.Xml.Linq;
using static Relevance.Tool.Pages.Html;

namespace MnistExplanation.Report.Sections;

/// <summary>The papers that the page refers to.</summary>
internal static class Sources
{
    internal static XElement Write() => Section("sources", "Sources",
        Element("ul", Class("sources"),
            Source("S. Bach, A. Binder, G. Montavon, F. Klauschen, K.-R. Müller, W. Samek",
                "On pixel-wise explanations for non-linear classifier decisions by layer-wise relevance propagation",
                "PLoS ONE 10(7), 2015, doi:10.1371/journal.pone.0130140"),
            Source("G. Montavon, W. Samek, K.-R. Müller",
                "Methods for interpreting and understanding deep neural networks",
                "Digital Signal Processing 73, 2018, doi:10.1016/j.dsp.2017.10.011"),
            Source("G. Montavon, A. Binder, S. Lapuschkin, W. Samek, K.-R. Müller",
                "Layer-wise relevance propagation: an overview",
                "In: Explainable AI, LNCS 11700, Springer 2019, doi:10.1007/978-3-030-28954-6_10"),
            Source("E. B. Wilson",
                "Probable inference, the law of succession, and statistical inference",
                "Journal of the American Statistical Association 22, 1927 (the interval of the accuracy)")));

    private static XElement Source(string authors, string title, string where) =>
        Element("li", $"{authors}: ", Element("cite", title), $". {where}.");
}
