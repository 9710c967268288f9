// The heatmap and the answer once more, beside what changes them, for when the stage is out of sight.
import { el } from "./dom.js";
import { drawInk, Heatmap, limitOf } from "./heatmap.js";
import { state, watch } from "./state.js";
import { percent } from "./words.js";

/** Puts a copy of the result into an element, and keeps it up to date. */
export function mirror(place) {
  const canvas = el("canvas", { class: "map", "aria-label": "The heatmap now. Arrow keys move from pixel to pixel." }), says = el("p");
  const heatmap = new Heatmap(canvas);
  place.classList.add("mirror");
  const seen = el("canvas", { class: "map", role: "img", "aria-label": "The image now" });
  place.append(el("div", { class: "pair" }, seen, canvas), says);
  const show = () => {
    const { result } = state, explanation = result?.explanations[0];
    heatmap.show(explanation ? { relevance: explanation.relevance, image: result.image, limit: limitOf(explanation.relevance), signed: explanation.signed } : null);
    drawInk(seen, result?.image ?? new Array(784).fill(0));
    says.replaceChildren(...result
      ? ["The network says ", el("b", {}, String(result.predicted)), `, ${percent(result.probabilities[result.predicted])}`] : ["Nothing is drawn."]);
  };
  watch(["result", "dark"], show);
  show();
}
