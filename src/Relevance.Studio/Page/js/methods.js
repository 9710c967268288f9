// Choosing a method and its parameters; methods that wrap another have that one inside.
import { el, newId } from "./dom.js";
import { controls, select, words } from "./parameters.js";
import { state } from "./state.js";

/** What the catalogue says of a method. */
export const definition = name => state.catalogue?.methods.find(method => method.name === name);

/** What figures call it. */
export const title = method => method.of ? `${definition(method.name)?.title} of ${title(method.of)}` : definition(method.name)?.title ?? method.name;

/** A list of all methods, by what they do. Its name is written under the list itself, which is transparent: a list cuts what is too long, text wraps. */
export function methodSelect(current, label, act, props = {}) {
  return el("span", { class: "picker" },
    el("span", { class: "picked", "aria-hidden": "true" }, definition(current)?.title ?? current),
    el("select", { "aria-label": label, ...props, change: event => act(fresh(event.target.value)) },
      state.catalogue.families.map(family => el("optgroup", { label: family }, state.catalogue.methods.filter(method => method.family === family)
        .map(method => el("option", { value: method.name, selected: method.name === current }, method.title))))));
}

/** A method with its defaults, but few enough samples to follow the pen. */
export function fresh(name) {
  const method = { name };
  const { parameters, wraps } = definition(name);
  if (name === "lrp") method.composite = "epsilon-gamma-box";
  if (name === "integrated-gradients") method.steps = 20;
  if (wraps && parameters.some(parameter => parameter.name === "samples")) method.samples = 20;
  if (wraps) method.of = fresh(wraps);
  return method;
}

/** The controls of a method's parameters; `act` gets the changed method. */
export function methodForm(method, act) {
  const found = definition(method.name);
  if (!found) return el("p", {}, `There is no method ${method.name} here.`);
  const set = (name, value) => {
    const next = { ...method };
    if (value === undefined) delete next[name];
    else next[name] = value;
    // The form is not built anew while a slider moves: what it changes next starts from here.
    method = next;
    act(next, name);
  };
  const layers = state.catalogue.layers.map(layer => layer.name);
  const fields = method.name === "lrp"
    ? propagationFields(method, set)
    : controls(found.parameters, method, set, layers);
  return el("div", { class: "fields" },
    el("p", { class: "meaning" }, found.meaning),
    fields,
    found.wraps ? wrappedFields(method, set) : null);
}

function propagationFields(method, set) {
  const composites = state.catalogue.composites;
  const composite = composites.find(c => c.name === (method.composite ?? "epsilon-gamma-box"));
  return [
    select({ name: "composite", title: "rules by layer" }, composite?.name, composites.map(c => c.name), name => {
      for (const parameter of composite?.parameters ?? []) set(parameter.name, undefined);
      set("composite", name);
    }, name => name),
    composite?.title ? el("p", { class: "meaning" }, sentence(composite.title)) : null,
    ...controls(composite?.parameters ?? [], method, set),
  ];
}

function wrappedFields(method, set) {
  const inner = method.of ?? fresh(definition(method.name).wraps);
  const id = newId("of");
  return el("fieldset", { class: "wrapped" },
    el("legend", {}, "of"),
    el("div", { class: "field" }, el("label", { htmlFor: id }, "method"), methodSelect(inner.name, "wrapped method", of => set("of", of), { id })),
    methodForm(inner, of => set("of", of)));
}

// Symbols such as zB and γ stay as they are.
const sentence = text => text.replace(/^[a-z](?=[a-z ])/, letter => letter.toUpperCase()) + (text.endsWith(".") ? "" : ".");

/** A method in one line, with the parameters that were set. */
export function inBrief(method) {
  const parts = Object.entries(method).filter(([key]) => key !== "name" && key !== "of" && key !== "rules").map(([key, value]) => key === "composite" ? value : `${words(key)} ${value}`);
  return parts.join(", ");
}
