// The heatmap beside the drawing: its method, how it is shown, and what the pixel pointed at is worth.
import { $, choice } from "./dom.js";
import { colorMaps } from "./colors.js";
import { drawInk, drawLegend, Heatmap, limitOf } from "./heatmap.js";
import { inBrief, methodForm, methodSelect, title } from "./methods.js";
import { isPlaced } from "./explain.js";
import { change, state, watch } from "./state.js";
import { plain, signed } from "./words.js";

let heatmap, ranks = null;

/** Brings the heatmap to life. */
export function startWhy() {
  heatmap = new Heatmap($("heatmap"));
  watch(["result"], show);
  watch(["result", "colors", "sign", "dark"], legend);
  watch(["result", "pixel"], read);
  watch(["result", "dark"], sees);
  watch(["base", "strokes"], sees);
  watch(["catalogue", "method"], picker);
  looks();
  picker();
  show();
  legend();
  read();
  sees();
}

function show() {
  const explanation = state.result?.explanations[0];
  ranks = null;
  $("heatmap-empty").hidden = Boolean(explanation);
  heatmap.show(explanation
    ? { relevance: explanation.relevance, image: state.result.image, limit: limitOf(explanation.relevance), signed: explanation.signed }
    : null);
  $("heatmap").setAttribute("aria-label", explanation
    ? `${explanation.title} for ${state.result.target}. Arrow keys move from pixel to pixel.` : "Heatmap, empty");
  $("warnings").textContent = (explanation?.warnings ?? []).join(" ");
}

// Only what hands the score itself back can be held against it.
function sumText(explanation) {
  if (state.method.name !== "lrp") return "";
  const { scores, target, contrast } = state.result;
  const score = scores[target] - (contrast === null ? 0 : scores[contrast]), name = contrast === null ? "score" : `lead over ${contrast}`;
  return Math.abs(explanation.sum - score) <= 0.005 * Math.abs(score)
    ? `The sum is the ${name}, ${signed(score)}.`
    : `Sum ${signed(explanation.sum)}, ${name} ${signed(score)}: the rest is biases and ε.`;
}

function legend() {
  const explanation = state.result?.explanations[0];
  const oneSided = explanation?.signed === false || state.sign !== "signed";
  drawLegend($("legend"), explanation?.signed !== false);
  const limit = explanation ? limitOf(explanation.relevance) : null;
  const about = state.result?.target ?? "it";
  const other = state.result?.contrast ?? null;
  $("legend-low").textContent = oneSided ? "0" : `${limit ? signed(-limit, 2) : ""} ${other === null ? `against ${about}` : `for ${other}`}`;
  $("legend-zero").textContent = oneSided ? "" : "0";
  $("legend-high").textContent = oneSided ? `strong ${limit ? plain(limit, 2) : ""}` : `for ${about} ${limit ? signed(limit, 2) : ""}`;
}

function read() {
  const explanation = state.result?.explanations[0];
  const pixel = state.pixel;
  if (!explanation || pixel === null) {
    $("readout").textContent = explanation ? `Point at any pixel to read it. ${sumText(explanation)}` : "";
    return;
  }
  ranks ??= ranksOf(explanation.relevance);
  $("readout").textContent =
    `Row ${(pixel / 28 | 0) + 1}, column ${pixel % 28 + 1}: ink ${plain(state.result.image[pixel], 2)}, ` +
    `relevance ${signed(explanation.relevance[pixel])}, rank ${ranks[pixel]} of 784.`;
}

/** The rank of each pixel by its relevance, 1 = most. */
export function ranksOf(relevance) {
  const ranks = new Array(784);
  relevance.map((_, i) => i).sort((a, b) => relevance[b] - relevance[a]).forEach((pixel, i) => { ranks[pixel] = i + 1; });
  return ranks;
}

function sees() {
  drawInk($("sees"), state.result?.image ?? new Array(784).fill(0));
  $("prepare").disabled = isPlaced();
  $("prepare-note").hidden = !isPlaced();
}

function picker() {
  if (!state.catalogue) return;
  // The list is made anew: whoever chose in it with the keyboard stays in it.
  const focused = document.activeElement === $("method");
  $("method-picker").replaceChildren(methodSelect(state.method.name, "Method", method => change({ method }), { id: "method", title: title(state.method) }));
  if (focused) $("method").focus();
  $("method-brief").textContent = inBrief(state.method);
  // The form stays while its own sliders move.
  const form = $("method-form");
  const key = formKey(state.method);
  if (form.dataset.key === key) return;
  form.dataset.key = key;
  form.replaceChildren(methodForm(state.method, method => {
    form.dataset.key = formKey(method) === form.dataset.key ? form.dataset.key : "";
    change({ method });
  }));
}

/** What of a method decides which controls it has. */
export const formKey = method => `${method.name}/${method.composite ?? ""}/${method.of ? formKey(method.of) : ""}`;

function looks() {
  $("look-sign").replaceChildren(choice("What is shown", [["signed", "Signed"], ["positive", "Positive"], ["absolute", "Absolute"]], state.sign, sign => change({ sign })));
  for (const { name, title } of colorMaps) $("look-colors").add(new Option(title, name, false, name === state.colors));
  $("look-colors").addEventListener("change", event => change({ colors: event.target.value }));
  $("look-opacity").value = state.opacity;
  $("look-opacity").addEventListener("input", event => change({ opacity: event.target.valueAsNumber }));
  $("look-threshold").value = state.threshold;
  $("look-threshold").addEventListener("input", event => change({ threshold: event.target.valueAsNumber }));
  $("look-outline").checked = state.outline;
  $("look-outline").addEventListener("change", event => change({ outline: event.target.checked }));
}
