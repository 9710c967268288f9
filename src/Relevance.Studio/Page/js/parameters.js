// Controls for the parameters of a method, rule or composite, made from the catalogue: a slider with a number, a list, or a switch.
import { el, newId } from "./dom.js";
import { plain } from "./words.js";

/** Controls for parameters; `values` are those that differ from the defaults, `act(name, value)` is told of changes (undefined: the default). */
export function controls(parameters, values, act, layers = []) {
  return parameters.map(parameter => {
    const value = values[parameter.name] ?? parameter.default;
    const set = next => act(parameter.name, next);
    switch (parameter.kind) {
      case "choice": return select(parameter, value, parameter.choices, set);
      case "layer": return select(parameter, value ?? "", ["", ...layers], set, text => text || "last convolution");
      case "flag": return flag(parameter, value, set);
      default: return number(parameter, value, set);
    }
  });
}

/** A list of words under a label. */
export function select(parameter, value, choices, set, text = word => word) {
  const id = newId("parameter");
  return el("div", { class: "field" },
    el("label", { htmlFor: id, title: parameter.meaning ?? "" }, parameter.title ?? words(parameter.name)),
    el("select", { id, change: event => set(event.target.value === "" ? undefined : event.target.value) },
      choices.map(word => el("option", { value: word, selected: word === value }, text(word)))));
}

function flag(parameter, value, set) {
  return el("label", { class: "check", title: parameter.meaning ?? "" },
    el("input", { type: "checkbox", checked: value === true || value === "true", change: event => set(event.target.checked) }), words(parameter.name));
}

function number(parameter, value, set) {
  const id = newId("parameter"), whole = parameter.kind === "whole-number";
  const scale = scaleOf(parameter, whole);
  const given = value === null || value === undefined || value === "" ? null : Number(value);
  const slider = el("input", {
    type: "range", min: 0, max: 100, step: "any", "aria-label": `${words(parameter.name)}, slider`,
    input: () => { const next = scale.value(slider.valueAsNumber); box.value = shortest(next); slider.setAttribute("aria-valuetext", plain(next)); set(next); },
  });
  slider.value = given === null ? 50 : scale.place(given);
  slider.setAttribute("aria-valuetext", given === null ? "by default" : plain(given));
  const box = el("input", {
    id, type: "number", step: whole ? 1 : "any", placeholder: "default",
    min: parameter.minimum ?? undefined, max: parameter.maximum ?? undefined,
    change: () => {
      if (box.value === "") return set(undefined);
      if (!box.checkValidity()) return box.reportValidity();
      slider.value = scale.place(box.valueAsNumber);
      set(box.valueAsNumber);
    },
  });
  box.value = given === null ? "" : shortest(given);
  return el("div", { class: "field number" }, el("label", { htmlFor: id, title: parameter.meaning ?? "" }, words(parameter.name)), slider, box);
}

function scaleOf(parameter, whole) {
  const least = parameter.minimum ?? -Infinity, most = parameter.maximum ?? Infinity;
  // What is worth trying; any value that the catalogue allows can be typed in.
  const guess = parameter.usual ?? [0, 10 * (Number(parameter.default) || 1)];
  const low = Math.max(guess[0], least), high = Math.min(guess[1], most);
  const round = value => whole ? Math.round(value) : Number(value.toPrecision(3));
  if (!parameter.logarithmic)
    return { value: at => round(low + (high - low) * at / 100), place: value => 100 * (value - low) / (high - low) };
  // On a logarithmic scale the left end is the least that is allowed, often 0.
  const start = low > 0 ? low : high / 1e4;
  return {
    value: at => at === 0 ? Math.max(0, Number.isFinite(least) ? least : 0) : round(start * (high / start) ** (at / 100)),
    place: value => value <= start ? 0 : 100 * Math.log(value / start) / Math.log(high / start),
  };
}

const shortest = value => value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential().replace(/\.?0+e/, "e") : String(Number(value.toPrecision(4)));

/** A name of the catalogue as words. */
export const words = name => name.replaceAll("-", " ");
