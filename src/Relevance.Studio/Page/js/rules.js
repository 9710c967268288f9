// The tab "Rules": which layer gets which rule of LRP, and why; each can be changed.
import { $, el } from "./dom.js";
import { mirror } from "./mirror.js";
import { controls, words } from "./parameters.js";
import { fresh, methodForm } from "./methods.js";
import { change, state, watch } from "./state.js";

/** LRP with the rules chosen by layer, as the server takes it; other methods as they are. */
export function withRules(method) {
  const chosen = Object.entries(state.rules);
  if (method.name !== "lrp" || chosen.length === 0) return method;
  return { ...method, rules: chosen.map(([layers, rule]) => ({ layers, rule: notation(rule) })) };
}

function notation({ name, ...parameters }) {
  const given = Object.entries(parameters).map(([key, value]) => `${key}=${value}`);
  return given.length ? `${name}(${given.join(", ")})` : name;
}

/** Brings the tab to life. */
export function startRules() {
  watch(["method", "rules", "tab", "catalogue"], build);
  watch(["result"], fill);
  mirror(seen);
  build();
}

const seen = el("div");
let rows = new Map();
let built = "";

function build() {
  if (state.tab !== "rules" || !state.catalogue) return;
  if (state.method.name !== "lrp") {
    built = "";
    $("rules").replaceChildren(el("p", { class: "lead" }, "Rules belong to layer-wise relevance propagation; another method is chosen now."),
      el("button", { type: "button", class: "primary", click: () => change({ method: fresh("lrp") }) }, "Explain by LRP"));
    return;
  }
  // The table stays while its own sliders move.
  const key = JSON.stringify([state.method.composite, Object.entries(state.rules).map(([layer, rule]) => [layer, rule.name])]);
  if (key === built && $("rules").firstChild) return fill();
  built = key;
  rows = new Map();
  const layers = state.catalogue.layers.filter(layer => layer.acceptsRule);
  $("rules").replaceChildren(
    el("p", { class: "lead" }, "LRP hands the score back layer by layer; a rule says how each layer shares it among its inputs. Watch the heatmap while you change one."),
    el("div", { class: "beside" }, methodForm(state.method, method => change({ method })), seen),
    // On a narrow screen each row is a block of its own; the roles keep it a table for screen readers.
    el("div", { class: "scroll" }, el("table", { class: "plan", role: "table" },
      el("caption", { class: "visually-hidden" }, "The plan: which layer gets which rule, and why"),
      el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, ["Layer", "Rule", "Parameters", "In force"].map(text => el("th", { scope: "col", role: "columnheader" }, text)))),
      el("tbody", { role: "rowgroup" }, layers.map(row)))),
    el("details", { class: "glossary" }, el("summary", {}, "What each rule does"),
      el("dl", {}, state.catalogue.rules.map(({ name, meaning }) => el("div", {}, el("dt", {}, words(name)), el("dd", {}, meaning))))),
    el("p", { class: "actions" }, el("button", {
      type: "button", disabled: Object.keys(state.rules).length === 0, click: () => change({ rules: {} }),
    }, "All as the composite says")));
  fill();
}

function row(layer) {
  const rule = state.rules[layer.name];
  const planned = el("td", { class: "planned", role: "cell" });
  rows.set(layer.name, planned);
  const put = next => {
    const rules = { ...state.rules };
    if (next) rules[layer.name] = next;
    else delete rules[layer.name];
    change({ rules });
  };
  const known = state.catalogue.rules.find(r => r.name === rule?.name);
  const set = (name, value) => {
    const next = { ...state.rules[layer.name], [name]: value };
    if (value === undefined) delete next[name];
    // α − β = 1, or relevance would grow or shrink in each layer.
    if (next.name === "alpha-beta" && name === "alpha") next.beta = Number((value - 1).toPrecision(4));
    if (next.name === "alpha-beta" && name === "beta") next.alpha = Number((value + 1).toPrecision(4));
    put(next);
  };
  return el("tr", { class: rule ? "own" : "", role: "row" },
    el("th", { scope: "row", role: "rowheader" }, `${layer.name} ${layer.kind} `, el("span", { class: "quiet" }, inside(layer.details, layer.outputShape))),
    el("td", { role: "cell" }, el("select", {
      "aria-label": `Rule of layer ${layer.name}`,
      change: event => put(event.target.value ? { name: event.target.value } : null),
    }, el("option", { value: "" }, "as the composite says"),
      state.catalogue.rules.map(r => el("option", { value: r.name, selected: r.name === rule?.name, title: r.meaning }, words(r.name))))),
    el("td", { class: "parameters", role: "cell" }, known ? controls(known.parameters, rule, set) : ""),
    planned);
}

/** What a layer has inside, and the shape of its output where that is not said by it: "84 → 10" says it all. */
export const inside = (details, shape) => [details, shape.length > 1 || !details ? `output ${shape.join("×")}` : ""].filter(Boolean).join(", ");

function fill() {
  const explanation = state.result?.explanations[0];
  if (state.tab !== "rules") return;
  for (const step of explanation?.plan ?? []) {
    const cell = rows.get(step.layer);
    if (!cell) continue;
    const meaning = state.catalogue.rules.find(rule => rule.name === step.name)?.meaning;
    cell.replaceChildren(el("b", {}, step.rule), el("span", { class: "quiet" }, state.rules[step.layer] ? " as you chose" : ` because it is ${step.because}`), meaning ? el("p", { class: "meaning" }, meaning) : "");
  }
}
