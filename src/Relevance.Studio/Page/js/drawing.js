// The pad: drawing with mouse, pen, finger or keyboard.
import { $ } from "./dom.js";
import { depth, goOn, redo, redraw, undo, watchHistory } from "./history.js";
import { moved } from "./heatmap.js";
import { paint } from "./strokes.js";
import { change, state, watch } from "./state.js";

const Side = 560;
let erasing = false, penDown = false, cursor = 5 * 28 + 8, focused = false;

/** Brings the pad to life. */
export function startDrawing() {
  const pad = $("pad");
  pad.width = pad.height = Side;
  pad.addEventListener("pointerdown", begin);
  pad.addEventListener("keydown", key);
  pad.addEventListener("focus", () => { focused = pad.matches(":focus-visible"); show(); });
  pad.addEventListener("blur", () => { focused = false; lift(); show(); });
  $("undo").addEventListener("click", undo);
  $("redo").addEventListener("click", redo);
  $("clear").addEventListener("click", clear);
  $("erase").addEventListener("click", () => erase(!erasing));
  $("brush").addEventListener("input", event => change({ brush: Number(event.target.value) }));
  $("prepare").addEventListener("change", event => change({ prepare: event.target.checked }));
  document.addEventListener("keydown", shortcuts);
  // The address holds the drawing: the link to the pad must not replace it.
  document.querySelector(".skip").addEventListener("click", event => { event.preventDefault(); pad.focus(); });
  watch(["base", "strokes", "dark"], show);
  watch(["base", "strokes", "brush", "prepare"], tools);
  watchHistory(tools);
  tools();
  show();
}

/** An empty pad. */
export function clear() {
  lift();
  if (state.base || state.strokes.length > 0) redraw({ base: null, strokes: [], target: "predicted", contrast: null });
  erase(false);
}

function begin(event) {
  // The other end of a pen is a button of its own.
  const rubber = event.pointerType === "pen" && event.button === 5;
  if (event.button !== 0 && !rubber) return;
  event.preventDefault();
  const pad = event.currentTarget;
  pad.focus({ focusVisible: false });
  focused = false;
  lift();
  // A tap still paints a dot, even where the pointer cannot be held.
  try { pad.setPointerCapture(event.pointerId); } catch { /* a pointer that is gone already */ }
  // Where the pad lay when the stroke began: should the page move under the pen, the stroke stays whole.
  const box = pad.getBoundingClientRect();
  const points = point(event, box);
  startStroke(points, rubber);
  const follow = next => {
    if (next.pointerId !== event.pointerId) return;
    const between = next.getCoalescedEvents?.() ?? [];
    for (const step of between.length ? between : [next]) {
      const [x, y] = point(step, box);
      if (Math.hypot(x - points.at(-2), y - points.at(-1)) >= 8) points.push(x, y);
    }
    extend(points);
  };
  const end = last => {
    if (last.pointerId !== event.pointerId) return;
    pad.removeEventListener("pointermove", follow);
    pad.removeEventListener("pointerup", end);
    pad.removeEventListener("pointercancel", end);
  };
  pad.addEventListener("pointermove", follow);
  pad.addEventListener("pointerup", end);
  pad.addEventListener("pointercancel", end);
}

function startStroke(points, rubber = false) {
  // The digit shown at the start is an example: a stroke replaces it. One that was picked is drawn upon.
  const erase = erasing || rubber, fresh = state.base?.example && !erase;
  const stroke = { width: state.brush * (erase ? 1.5 : 1), erase, points: [...points] };
  redraw(fresh
    ? { base: null, strokes: [stroke], target: "predicted", contrast: null }
    : { strokes: [...state.strokes, stroke] });
}

function extend(points) {
  const last = state.strokes.at(-1);
  if (last) goOn({ strokes: [...state.strokes.slice(0, -1), { ...last, points: [...points] }] });
}

function point(event, box) {
  const part = (at, start, length) => Math.max(0, Math.min(1000, Math.round(1000 * (at - start) / length)));
  return [part(event.clientX, box.left, box.width), part(event.clientY, box.top, box.height)];
}

const middle = pixel => [Math.round(1000 * (pixel % 28 + 0.5) / 28), Math.round(1000 * ((pixel / 28 | 0) + 0.5) / 28)];

function key(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const next = moved(cursor, event.key);
  if (next !== null) {
    cursor = next;
    focused = true;
    if (penDown) extend([...state.strokes.at(-1).points, ...middle(cursor)]);
    show();
  } else if (event.key === " " || event.key === "Enter") {
    focused = true;
    if (penDown) lift();
    else {
      startStroke(middle(cursor));
      penDown = true;
      say("Pen down");
    }
    show();
  } else if (event.key === "Escape" && penDown) {
    lift();
    show();
  } else return;
  event.preventDefault();
}

function lift() {
  if (penDown) say("Pen up");
  penDown = false;
}

function shortcuts(event) {
  if (event.target.closest?.("input:not([type=range]):not([type=checkbox]), textarea, select, dialog")) return;
  const command = event.ctrlKey || event.metaKey;
  const letter = event.key.toLowerCase();
  if (command && letter === "z") event.shiftKey ? redo() : undo();
  else if (command && letter === "y") redo();
  else if (command || event.altKey) return;
  else if (letter === "e") erase(!erasing);
  else if (event.key === "Delete" || event.key === "Backspace") clear();
  else if (event.key === "[") change({ brush: Math.max(3, state.brush - 1) });
  else if (event.key === "]") change({ brush: Math.min(16, state.brush + 1) });
  else return;
  event.preventDefault();
}

function erase(on) {
  lift();
  erasing = on;
  $("erase").setAttribute("aria-pressed", String(on));
  show();
}

function say(text) {
  $("pad-state").textContent = text;
}

function tools() {
  const { undo: back, redo: forth } = depth();
  $("undo").disabled = back === 0;
  $("redo").disabled = forth === 0;
  $("clear").disabled = !state.base && state.strokes.length === 0;
  $("brush").value = state.brush;
  $("prepare").checked = state.prepare;
  $("pad-hint").hidden = Boolean(state.base) || state.strokes.length > 0;
  $("example-hint").hidden = !state.base?.example || state.strokes.length > 0;
}

function show() {
  const context = $("pad").getContext("2d");
  paint(context, Side, state.base, state.strokes, state.dark ? "#ecefef" : "#171a1c");
  $("pad").classList.toggle("erasing", erasing);
  if (!focused) return;
  const [x, y] = middle(cursor).map(part => part / 1000 * Side);
  const radius = Math.max(8, state.brush / 200 * Side);
  context.lineWidth = 3;
  context.strokeStyle = getComputedStyle($("pad")).accentColor;
  context.setLineDash(penDown ? [] : [7, 6]);
  context.beginPath();
  context.arc(x, y, radius + 3, 0, 2 * Math.PI);
  context.moveTo(x - 6, y);
  context.lineTo(x + 6, y);
  context.moveTo(x, y - 6);
  context.lineTo(x, y + 6);
  context.stroke();
  context.setLineDash([]);
}
