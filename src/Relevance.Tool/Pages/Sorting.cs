using System.Xml.Linq;
using static Relevance.Tool.Pages.Html;

namespace Relevance.Tool.Pages;

/// <summary>Tables that sort themselves by the column whose heading is clicked; the second click turns the order round.</summary>
internal static class Sorting
{
    /// <summary>The class of such tables.</summary>
    internal const string Tables = "sorts";

    /// <summary>Sorts by the attribute data-value of the cells where they have one, else by their text; cells without value come last.</summary>
    internal const string Script = """

        document.querySelectorAll("table.sorts thead button").forEach(function (button) {
          button.addEventListener("click", function () {
            var head = button.closest("th"), table = button.closest("table"), body = table.tBodies[0];
            var column = head.cellIndex, turn = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
            table.querySelectorAll("thead th").forEach(function (other) { other.removeAttribute("aria-sort"); });
            head.setAttribute("aria-sort", turn === 1 ? "ascending" : "descending");
            var keyOf = function (row) {
              var cell = row.cells[column], value = cell.dataset.value;
              return value === undefined ? cell.textContent : value === "" ? NaN : Number(value);
            };
            Array.from(body.rows).sort(function (one, other) {
              var a = keyOf(one), b = keyOf(other);
              if (typeof a === "string") return turn * a.localeCompare(b);
              if (isNaN(a)) return isNaN(b) ? 0 : 1;
              return isNaN(b) ? -1 : turn * (a - b);
            }).forEach(function (row) { body.appendChild(row); });
          });
        });

        """;

    /// <summary>The heading of a column.</summary>
    internal static XElement Button(string title) => Element("button", Attribute("type", "button"), title);
}
