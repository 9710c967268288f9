// The findings as one HTML file that needs nothing else: pictures inside, numbers in tables.
import { drawHeatmap, drawInk, limitOf } from "./heatmap.js";
import { state } from "./state.js";
import { percent, plain, signed } from "./words.js";

const escape = text => String(text).replace(/[&<>"]/g, letter => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[letter]);

/** The text of the file. */
export function exportPage({ says, because, result, maps }) {
  const digit = document.createElement("canvas");
  drawInk(digit, result.image);
  const shared = Math.max(...maps.map(map => limitOf(map.relevance)));
  const figures = maps.map(map => {
    const picture = document.createElement("canvas"), limit = state.locked ? shared : limitOf(map.relevance);
    drawHeatmap(picture, { relevance: map.relevance, image: map.image, limit, signed: map.signed });
    const scale = map.signed === false ? `strongest colour: ${plain(limit)}` : `colours from ${signed(-limit)} (against) over 0 to ${signed(limit)} (for)`;
    return `<figure><img src="${picture.toDataURL()}" alt="Heatmap: ${escape(map.title)}"><figcaption><b>${escape(map.title)}</b><br>${escape(map.brief)}<br>` +
      `sum ${signed(map.sum)}; ${scale}</figcaption></figure>`;
  });
  const rows = result.scores.map((score, i) => `<tr${i === result.predicted ? ' class="best"' : ""}><th>${i}</th><td>${plain(score, 4)}</td><td>${percent(result.probabilities[i])}</td></tr>`);
  const colors = state.dark ? "background:#14171a;color:#e7e9ea;color-scheme:dark" : "background:#fff;color:#1c2023;color-scheme:light";
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(says)}</title>
<style>
body{font:1.05rem/1.55 system-ui,sans-serif;max-width:70rem;margin:2.5rem auto;padding:0 1.25rem;${colors}}
h1{line-height:1.2;margin-bottom:.3rem}figure{margin:0}img{width:100%;image-rendering:pixelated;border:1px solid #8886}
.figures{display:grid;gap:1.5rem;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr))}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}th,td{padding:.15rem 1.2rem .15rem 0;text-align:right}.best{font-weight:700}
pre{overflow-x:auto;padding:1rem;border:1px solid #8886;border-radius:.5rem;white-space:pre-wrap}
</style>
<h1>${escape(says)}</h1>
<p>${escape(because)}</p>
<div class="figures"><figure><img src="${digit.toDataURL()}" alt="The image"><figcaption><b>The image</b> as the network receives it</figcaption></figure>${figures.join("\n")}</div>
<h2>Scores</h2>
<table><tr><th>class</th><th>score</th><th>probability</th></tr>${rows.join("")}</table>
<h2>The same on the command line</h2>
<pre>${escape(result.commandLine ?? "")}</pre>
<h2>The same in C#</h2>
<pre>${escape(result.csharp ?? "")}</pre>
<script type="application/json" id="data">${JSON.stringify({ image: result.image, scores: result.scores, explanations: maps }).replaceAll("<", "\\u003c")}</script>
</html>
`;
}
