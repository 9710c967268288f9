// The tab "Test", third part: give the network random weights from the top; a heatmap that does not care was not about the network.
import { $, el } from "./dom.js";
import { ask, Problem } from "./api.js";
import { Heatmap, limitOf } from "./heatmap.js";
import { whileOpen } from "./live.js";
import { withRules } from "./rules.js";
import { state } from "./state.js";
import { plain, similarity as inWords } from "./words.js";

let frames = [];

/** Brings this part to life. */
export function startRandomize() {
  whileOpen("test", ["result"], load);
}

function build(count) {
  if (frames.length === count + 1) return;
  for (const frame of frames) frame.heatmap.end();
  frames = Array.from({ length: count + 1 }, (_, layers) => {
    const similar = el("p", { class: "facts" });
    const name = layers === 0 ? "As trained" : layers === 1 ? "Last layer random" : layers === count ? "All layers random" : `Last ${layers} layers random`;
    const canvas = el("canvas", { class: "map", "aria-label": name });
    return { name, similar, canvas, heatmap: new Heatmap(canvas), element: el("figure", {}, canvas, el("figcaption", {}, name), similar) };
  });
  $("random-frames").replaceChildren(...frames.map(frame => frame.element));
}

async function load(signal) {
  const { result } = state;
  if (!result?.explanations[0]) return;
  const weighted = state.catalogue.layers.filter(layer => /conv|linear/i.test(layer.kind)).length;
  build(weighted);
  frame(0, result.explanations[0], null);
  try {
    for (let layers = 1; layers <= weighted; layers++) {
      const answer = await ask("api/randomize", {
        image: result.image, methods: [withRules(state.method)], target: result.target,
        ...(state.contrast === null ? {} : { contrast: state.contrast }), layers, seed: 0,
      }, signal);
      const explanation = answer.explanations[0];
      frame(layers, explanation, explanation.similarity ?? answer.similarity);
    }
    $("random-note").textContent = "";
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    $("random-note").textContent = error.message;
  }
}

function frame(at, { relevance, signed: isSigned }, similarity) {
  const { heatmap, similar, canvas, name } = frames[at];
  heatmap.show({ relevance, image: state.result?.image ?? new Array(784).fill(0), limit: limitOf(relevance), signed: isSigned });
  const value = Array.isArray(similarity) ? similarity[0] : similarity;
  similar.textContent = value === null || value === undefined ? "" : `similarity ${plain(value, 2)}, ${inWords(value, isSigned)}`;
  canvas.setAttribute("aria-label", `${name}. ${similar.textContent}`);
}
