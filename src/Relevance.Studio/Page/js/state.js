// What the page shows, in one place. Parts of the page watch the keys they depend on.

/** What a fresh page starts with. Only these keys are kept in the link and in the browser. */
export const defaults = {
  base: null,            // an image under the strokes: { size, data (base64 bytes, 255 = stroke), exact, name, label (its true class), example }
  strokes: [],           // [{ width, erase, points: [x, y, x, y, …] }], points in 0 … 1000
  prepare: true,
  target: "predicted",
  contrast: null,
  method: { name: "lrp", composite: "epsilon-gamma-box" },
  rules: {},             // of LRP, by layer: { "3": { name: "gamma", gamma: 0.5 } }
  compare: [
    { name: "lrp", composite: "epsilon-gamma-box" },
    { name: "integrated-gradients", steps: 20 },
    { name: "sensitivity-analysis" },
    { name: "occlusion" },
  ],
  locked: false,
  colors: "red-blue",
  sign: "signed",
  opacity: 1,
  outline: true,
  threshold: 0,
  tab: "compare",
  theme: "auto",
  brush: 8,
};

/** The state itself; read it freely, change it by `change` alone. */
export const state = {
  ...structuredClone(defaults),
  catalogue: null,       // what the server offers
  result: null,          // its last answer for the drawing
  pixel: null,           // the pixel pointed at, 0 … 783
  dark: false,           // which theme is in force
  online: true,
};

const watchers = new Set();

/** Changes some keys and tells those who watch them. */
export function change(patch) {
  const changed = Object.keys(patch).filter(key => state[key] !== patch[key]);
  if (changed.length === 0) return;
  Object.assign(state, patch);
  for (const watcher of watchers)
    if (watcher.keys.some(key => changed.includes(key))) watcher.act();
}

/** Calls `act` after each change of one of the keys. Returns how to end that. */
export function watch(keys, act) {
  const watcher = { keys, act };
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** The kept part of the state. */
export function kept() {
  return Object.fromEntries(Object.keys(defaults).map(key => [key, state[key]]));
}
