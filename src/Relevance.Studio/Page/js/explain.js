// Asks for scores and the heatmap whenever the drawing or the question changes.
import { ask, latestOnly, Problem, whenBack } from "./api.js";
import { withRules } from "./rules.js";
import { imageOf, inkOf, isBlank, Sent } from "./strokes.js";
import { toBase64 } from "./memory.js";
import { change, state, watch } from "./state.js";

/** Whether a picture is on the pad that must stay as it is: one of MNIST's form with nothing drawn on it, or drawn on it in place. */
export const isPlaced = () => Boolean(state.base?.exact);

/** The drawing as the server takes it; null if there is nothing to explain. */
export function subject() {
  const { base, strokes } = state;
  if (!base && strokes.length === 0) return null;
  if (base?.exact && base.size === 28 && strokes.length === 0) return { image: imageOf(base) };
  const ink = inkOf(base, strokes);
  return isBlank(ink) ? null : { drawing: { width: Sent, height: Sent, pixels: toBase64(ink) }, prepare: state.prepare && !base?.exact };
}

// What the digit on the pad is known to be; null for a drawing.
const truth = () => state.strokes.length === 0 ? state.base?.label ?? null : null;

/** The question: which class, and which instead. */
export const question = () => state.contrast === null ? { target: state.target } : { target: state.target, contrast: state.contrast };

/** Starts to keep the result up to date. */
export function startExplaining() {
  const update = latestOnly(explain);
  watch(["base", "strokes", "prepare", "target", "contrast", "method", "rules"], update);
  whenBack(update);
  update();
}

async function explain(signal) {
  const what = subject();
  if (!what) return change({ result: null, error: null });
  const begun = performance.now(), about = { contrast: state.contrast, truth: truth() };
  try {
    const result = await ask("api/explain", { ...what, ...question(), methods: [withRules(state.method)], plan: state.method.name === "lrp" }, signal);
    change({ result: { ...result, ...about, latency: performance.now() - begun }, error: null });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    change({ error: error.message });
  }
}
