// The tab "Test", first part: take away the most relevant pixels and watch the score, beside pixels taken at random.
import { $, choice, el } from "./dom.js";
import { ask, Problem } from "./api.js";
import { chart } from "./chart.js";
import { drawInk } from "./heatmap.js";
import { emptyText, whileOpen } from "./live.js";
import { state, watch } from "./state.js";
import { percent, plain, scoreName } from "./words.js";

let curves = null, count = 40, scale = "score", fill = "black";

/** What stands for nothing where a pixel is taken away. */
export const fillChosen = () => fill;

/** Brings this part to life. */
export function startDeletion() {
  const update = whileOpen("test", ["result"], load);
  $("delete-count").addEventListener("input", event => { count = event.target.valueAsNumber; show(); });
  $("delete-scale").replaceChildren(choice("What falls", [["score", "Score"], ["probability", "Probability"]], scale, chosen => { scale = chosen; show(); }));
  $("delete-fill").addEventListener("change", event => { fill = event.target.value; update(); });
  watch(["dark"], show);
  watch(["online", "base", "strokes"], () => { $("test-empty").textContent = emptyText("test"); });
}

async function load(signal) {
  const explanation = state.result?.explanations[0];
  curves = null;
  $("test-empty").hidden = Boolean(explanation);
  $("test-content").hidden = !explanation;
  if (!explanation) return;
  try {
    const { image, target } = state.result;
    // The curve by relevance is there at once; the others, which take ten times as long, follow.
    for (const randomOrders of [0, 5]) {
      curves = await ask("api/deletion", {
        image, relevance: explanation.relevance, target, ...(state.contrast === null ? {} : { contrast: state.contrast }), fill, randomOrders, seed: 0,
      }, signal);
      curves.image = image;
      $("delete-note").textContent = "";
      show();
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    $("delete-note").textContent = error.message;
  }
}

// Contract: scores under byRelevance and random, probabilities the same way beside them.
function chosen() {
  return scale === "score" ? curves : curves.probabilities ?? curves.probability ?? curves;
}

// What is left after so many pixels is ground; the first of them tell the story.
const Shown = 300;
const shortened = ({ byRelevance, random }) => ({
  byRelevance: byRelevance.slice(0, Shown + 1),
  random: random && Object.fromEntries(["mean", "low", "high"].map(key => [key, random[key].slice(0, Shown + 1)])),
});

function show() {
  if (!curves || state.tab !== "test") return;
  const { byRelevance, random } = shortened(chosen());
  const text = value => scale === "score" ? plain(value) : percent(value);
  $("delete-chart").replaceChildren(chart({
    lines: [...(random ? [{ values: random.mean, kind: "random" }] : []), { values: byRelevance, kind: "ours" }],
    band: random, at: count, axis: "pixels taken away, of 784",
    label: `${scale} as pixels are taken away: by relevance ${text(byRelevance[0])} falls to ${text(byRelevance[count])} after ${count}` +
      (random ? `, at random to ${text(random.mean[count])}` : ""),
  }));
  const image = [...curves.image];
  for (const pixel of curves.order.slice(0, count)) image[pixel] = curves.fill[pixel];
  drawInk($("delete-image"), image);
  $("delete-says").replaceChildren(
    el("b", {}, `${count} most relevant ${count === 1 ? "pixel" : "pixels"} gone: `),
    `the ${scale === "score" ? scoreName(state.result.target, state.result.contrast) : scale} goes from ${text(byRelevance[0])} to ${text(byRelevance[count])}.` +
    (random ? ` Had they been chosen at random, it would be ${text(random.mean[count])}.` : ""));
  $("delete-count").setAttribute("aria-valuetext", `${count} pixels, ${scale} ${text(byRelevance[count])}`);
}
