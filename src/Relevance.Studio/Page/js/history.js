// Undo and redo of drawings.
import { change, state } from "./state.js";

const past = [], future = [];
const listeners = [];
const drawing = () => ({ base: state.base, strokes: state.strokes });

/** Replaces the drawing; what was there can be had back. */
export function redraw(next) {
  past.push(drawing());
  if (past.length > 200) past.shift();
  future.length = 0;
  change(next);
  tell();
}

/** Changes the drawing that the last `redraw` began, such as a stroke that grows. */
export function goOn(next) {
  change(next);
}

export function undo() {
  swap(past, future);
}

export function redo() {
  swap(future, past);
}

/** What can be undone and redone. */
export const depth = () => ({ undo: past.length, redo: future.length });

/** Calls `act` whenever that changes. */
export function watchHistory(act) {
  listeners.push(act);
}

function swap(from, to) {
  if (from.length === 0) return;
  to.push(drawing());
  change(from.pop());
  tell();
}

function tell() {
  for (const act of listeners) act();
}
