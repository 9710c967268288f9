// Building elements in few words.

/** The element with that id. */
export const $ = id => document.getElementById(id);

/** Makes an element: properties, attributes (those with a dash, and role, for, type), listeners (functions), then children. */
export function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (typeof value === "function") element.addEventListener(key, value);
    else if (key === "class") element.className = value;
    else if (key in element && !key.includes("-") && key !== "list" && key !== "form") element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined));
  return element;
}

/** The same for SVG, attributes only. */
export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** Whether the user wants nothing on the screen to move by itself. */
export const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

let counter = 0;

/** An id that no other element has. */
export const newId = prefix => `${prefix}-${++counter}`;

/** A switch of a few words, one pressed. */
export function choice(label, options, current, act) {
  const buttons = options.map(([value, text]) => el("button", {
    type: "button", "aria-pressed": String(value === current),
    click: () => {
      for (const button of buttons) button.setAttribute("aria-pressed", String(button === buttons[options.findIndex(o => o[0] === value)]));
      act(value);
    },
  }, text));
  return el("div", { class: "choice", role: "group", "aria-label": label }, buttons);
}
