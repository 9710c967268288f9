// The heatmap once more, small and beside the brush: on a narrow screen the large one lies below, out of sight while one draws.
import { $ } from "./dom.js";
import { drawHeatmap, drawLegend, limitOf } from "./heatmap.js";
import { goToAnswer } from "./scores.js";
import { state, watch } from "./state.js";
import { asking } from "./words.js";

/** Brings it to life. */
export function startGlance() {
  $("glance").addEventListener("click", goToAnswer);
  watch(["result", "colors", "sign", "opacity", "outline", "threshold", "dark"], show);
  addEventListener("resize", show);
  show();
}

function show() {
  // The style sheet hides it where the large one is in sight.
  if (!$("glance").checkVisibility()) return;
  const { result } = state, explanation = result?.explanations[0];
  drawHeatmap($("glance-map"), explanation
    ? { relevance: explanation.relevance, image: result.image, limit: limitOf(explanation.relevance), signed: explanation.signed }
    : null);
  const oneSided = explanation?.signed === false || state.sign !== "signed";
  drawLegend($("glance-legend"), explanation?.signed !== false);
  $("glance-title").textContent = result ? asking(result.target, result.contrast).replace("why", "Why") : "Why?";
  $("glance-low").textContent = oneSided ? "0" : "against";
  $("glance-high").textContent = oneSided ? "strong" : "for";
}
