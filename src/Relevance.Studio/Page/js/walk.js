// The tab "Walk": from the score back to the pixels, layer by layer, with what is kept and lost on the way.
import { $, el } from "./dom.js";
import { ask, Problem } from "./api.js";
import { question, subject } from "./explain.js";
import { drawColors, drawInk, limitOf } from "./heatmap.js";
import { emptyText, whileOpen } from "./live.js";
import { inside, withRules } from "./rules.js";
import { state, watch } from "./state.js";
import { percent, plain, signed } from "./words.js";

let layers = [], step = 0, playing = 0;

/** Brings the tab to life. */
export function startWalk() {
  whileOpen("walk", ["result"], load);
  watch(["colors", "dark"], show);
  watch(["online", "base", "strokes"], () => { $("walk-empty").textContent = emptyText("walk"); });
  $("walk-step").addEventListener("input", event => go(event.target.valueAsNumber));
  $("walk-back").addEventListener("click", () => go(step - 1));
  $("walk-next").addEventListener("click", () => go(step + 1));
  $("walk-play").addEventListener("click", play);
  watch(["tab"], () => { if (state.tab !== "walk") stop(); });
}

async function load(signal) {
  const what = subject();
  if (!what) {
    layers = [];
    return show();
  }
  try {
    const { name, ...parameters } = withRules(state.method);
    const found = await ask("api/walk", { ...what, ...question(), ...(name === "lrp" ? parameters : {}) }, signal);
    // Layers that hand relevance on unchanged would be steps on which nothing happens.
    layers = found.layers.filter(layer => layer.rule !== "pass");
    $("walk-note").textContent = name === "lrp" ? "" : "The walk is LRP's: other methods have no relevance between the layers.";
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    layers = [];
    $("walk-note").textContent = error.message;
  }
  ledger();
  show();
}

function go(next) {
  step = Math.max(0, Math.min(layers.length - 1, next));
  show();
}

function play() {
  if (playing) return stop();
  if (step >= layers.length - 1) go(0);
  $("walk-play").textContent = "Pause";
  playing = setInterval(() => { step < layers.length - 1 ? go(step + 1) : stop(); }, 1100);
}

function stop() {
  clearInterval(playing);
  playing = 0;
  $("walk-play").textContent = "Play";
}

function show() {
  if (state.tab !== "walk") return;
  step = Math.max(0, Math.min(step, layers.length - 1));
  $("walk-empty").hidden = layers.length > 0;
  $("walk-content").hidden = layers.length === 0;
  if (layers.length === 0) return;
  const layer = layers[step];
  $("walk-step").max = layers.length - 1;
  $("walk-step").value = step;
  $("walk-step").setAttribute("aria-valuetext", `${layer.name} ${layer.kind}`);
  $("walk-back").disabled = step === 0;
  $("walk-next").disabled = step === layers.length - 1;
  $("walk-title").replaceChildren(`${step + 1} of ${layers.length}: ${layer.name} ${layer.kind} `, el("span", { class: "quiet" }, inside(layer.details, layer.shape)));
  $("walk-rule").textContent = layer.rule ? `Rule: ${layer.rule}. ${account(layer)}` : account(layer);
  $("walk-maps").replaceChildren(layer.shape.length === 3 ? maps(layer) : units(layer));
  for (const row of $("walk-ledger").querySelectorAll("button")) row.setAttribute("aria-current", String(Number(row.dataset.step) === step));
}

// A negative share is one that the biases give.
const biasText = share => Math.abs(share) <= 5e-4 ? "" : `${share > 0 ? "taken" : "added"} ${percent(Math.abs(share))}`;

function account({ entering, leaving, bias }) {
  if (entering === null || entering === undefined) return "";
  if (leaving === null || leaving === undefined) return `${signed(entering)} has reached the pixels.`;
  const lost = entering === 0 ? 0 : (bias ?? 0) / entering;
  return `${signed(entering)} comes in from above, ${signed(leaving)} goes on towards the pixels` + (biasText(lost) ? `; by biases ${biasText(lost)}.` : ".");
}

// Feature maps: what each saw, and under it what relevance it got; on one colour scale.
function maps(layer) {
  const [channels, height, width] = layer.shape, size = height * width;
  const limit = limitOf(layer.relevance);
  const strongest = layer.activations.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  return el("div", { class: "maps", "data-count": channels }, Array.from({ length: channels }, (_, c) => {
    const part = values => values.slice(c * size, (c + 1) * size);
    const seen = el("canvas", { role: "img", "aria-label": `Activations of map ${c}` }), relevance = el("canvas", { role: "img" });
    drawInk(seen, part(layer.activations).map(value => Math.max(0, value) / strongest), width);
    drawColors(relevance, part(layer.relevance), width, limit);
    const sum = part(layer.relevance).reduce((a, b) => a + b, 0);
    relevance.setAttribute("aria-label", `Relevance of map ${c}, together ${signed(sum)}`);
    return el("figure", {}, seen, relevance, el("figcaption", {}, channels === 1 ? `together ${signed(sum)}` : `${c}: ${signed(sum, 2)}`));
  }));
}

// Units without places: as tall cells in a row, or as classes where there are ten.
function units(layer) {
  const count = layer.relevance.length, limit = limitOf(layer.relevance);
  const side = count <= 10 ? count : Math.ceil(Math.sqrt(2.5 * count));
  const pad = values => [...values, ...new Array(Math.ceil(count / side) * side - count).fill(0)];
  const strongest = layer.activations.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const seen = el("canvas", { role: "img", "aria-label": `Activations of ${count} units` });
  const relevance = el("canvas", { role: "img", "aria-label": `Relevance of ${count} units, strongest ${plain(limit)}` });
  drawInk(seen, pad(layer.activations).map(value => Math.max(0, value) / strongest), side);
  drawColors(relevance, pad(layer.relevance), side, limit);
  const best = [...layer.relevance.keys()].filter(unit => layer.relevance[unit] > 0).sort((a, b) => layer.relevance[b] - layer.relevance[a]).slice(0, 3);
  const names = () => count === 10 ? el("p", { class: "cells", "aria-hidden": "true" }, [...layer.relevance.keys()].map(unit => el("span", {}, String(unit)))) : null;
  return el("div", { class: "units" },
    el("figure", {}, el("figcaption", {}, `What its ${count} ${count === 10 ? "classes scored" : "units said"}`), seen, names()),
    el("figure", {}, el("figcaption", {}, "Relevance they got"), relevance, names()),
    best.length === 0 ? null : el("p", { class: "quiet" }, `Most relevant: ${best.map(unit => `${count === 10 ? "class" : "unit"} ${unit} (${signed(layer.relevance[unit])})`).join(", ")}.`));
}

// Of the pixels themselves: what reached them.
const handedOn = layer => layer.leaving ?? layer.entering ?? 0;

// A meter for each layer: what of the score is still there, and what the biases took.
function ledger() {
  const start = layers[0]?.entering ?? 1;
  const most = Math.max(...layers.map(layer => Math.abs(handedOn(layer))), Math.abs(start));
  $("walk-ledger").replaceChildren(...layers.map((layer, i) => {
    const bar = el("span", { class: "bar" }), taken = el("span", { class: "taken" });
    bar.style.transform = `scaleX(${Math.abs(handedOn(layer)) / most})`;
    taken.style.transform = `scaleX(${Math.min(1, Math.abs(layer.bias ?? 0) / most)})`;
    const share = layer.entering ? (layer.bias ?? 0) / layer.entering : 0;
    return el("li", {}, el("button", { type: "button", "data-step": i, click: () => { stop(); go(i); } },
      el("span", { class: "layer" }, `${layer.name} ${layer.kind}`),
      el("span", { class: "meter" }, bar, taken),
      el("span", { class: "amount" }, plain(handedOn(layer), 4)),
      el("span", { class: "share" }, biasText(share))));
  }));
}
