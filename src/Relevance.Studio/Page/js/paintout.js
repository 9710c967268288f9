// The tab "Test", second part: paint pixels out by hand; the heatmap predicts the drop of the score, the network says what it really is.
import { $, el } from "./dom.js";
import { ask, latestOnly, Problem } from "./api.js";
import { fillChosen } from "./deletion.js";
import { moved } from "./heatmap.js";
import { state, watch } from "./state.js";
import { signed } from "./words.js";

const Scale = 14;
let mask = new Array(784).fill(0), cursor = 14 * 28 + 14, focused = false, update;

/** Brings this part to life. */
export function startPaintOut() {
  update = latestOnly(measure);
  const pad = $("paint");
  pad.width = pad.height = 28 * Scale;
  let last = null;
  pad.addEventListener("pointerdown", event => {
    event.preventDefault();
    try { pad.setPointerCapture(event.pointerId); } catch { /* gone already */ }
    last = cell(event);
    paint(last, 1);
  });
  pad.addEventListener("pointermove", event => {
    if (last === null || event.buttons === 0) return;
    const next = cell(event), steps = Math.max(1, Math.abs(next % 28 - last % 28), Math.abs((next / 28 | 0) - (last / 28 | 0)));
    for (let i = 1; i <= steps; i++) {
      const between = (a, b) => Math.round(a + (b - a) * i / steps);
      paint(28 * between(last / 28 | 0, next / 28 | 0) + between(last % 28, next % 28), 1);
    }
    last = next;
  });
  pad.addEventListener("pointerup", () => { last = null; });
  pad.addEventListener("focus", () => { focused = pad.matches(":focus-visible"); show(); });
  pad.addEventListener("blur", () => { focused = false; show(); });
  pad.addEventListener("keydown", event => {
    const next = moved(cursor, event.key);
    if (next !== null) cursor = next;
    else if (event.key === " " || event.key === "Enter") paint(cursor, mask[cursor] ? 0 : 1);
    else return;
    focused = true;
    event.preventDefault();
    show();
  });
  $("paint-clear").addEventListener("click", () => { mask = new Array(784).fill(0); changed(); });
  watch(["result", "tab", "dark"], changed);
}

const cell = event => {
  const box = $("paint").getBoundingClientRect();
  const at = (place, start, length) => Math.max(0, Math.min(27, Math.floor(28 * (place - start) / length)));
  return 28 * at(event.clientY, box.top, box.height) + at(event.clientX, box.left, box.width);
};

// A brush of five pixels, so that a stroke is gone in one go.
function paint(pixel, value) {
  for (const [x, y] of [[0, 0], [1, 0], [-1, 0], [0, 1], [0, -1]]) {
    const column = pixel % 28 + x, row = (pixel / 28 | 0) + y;
    if (column >= 0 && column < 28 && row >= 0 && row < 28) mask[28 * row + column] = value;
  }
  changed();
}

function changed() {
  if (state.tab !== "test") return;
  show();
  update();
}

async function measure(signal) {
  const explanation = state.result?.explanations[0];
  $("paint-clear").disabled = !mask.includes(1);
  if (!explanation || !mask.includes(1)) return bars(null);
  try {
    bars(await ask("api/drop", {
      image: state.result.image, mask, relevance: explanation.relevance, target: state.result.target,
      ...(state.contrast === null ? {} : { contrast: state.contrast }), fill: fillChosen(),
    }, signal));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    $("paint-says").textContent = error.message;
  }
}

function bars(drop) {
  const most = drop ? Math.max(Math.abs(drop.predicted), Math.abs(drop.actual), 1e-9) : 1;
  for (const [id, value] of [["paint-predicted", drop?.predicted], ["paint-actual", drop?.actual]]) {
    $(id).querySelector(".bar").style.transform = `scaleX(${Math.abs(value ?? 0) / most})`;
    $(id).querySelector(".amount").textContent = drop ? signed(-value) : "–";
  }
  $("paint-says").replaceChildren(...drop
    ? [el("b", {}, "Painted out: "), `the heatmap says that the score changes by ${signed(-drop.predicted)}; it changed by ${signed(-drop.actual)}. ${judged(drop)}`]
    : ["Paint over a part of the digit: does the score fall by what the heatmap promised?"]);
}

// A heatmap shares the score out as if each pixel counted by itself; taken away together, they seldom do.
function judged({ predicted, actual }) {
  if (predicted === 0) return "Nothing was promised.";
  const part = actual / predicted;
  if (part <= 0) return "That is the wrong direction.";
  if (part > 0.7 && part < 1.4) return "That is about right.";
  return `The direction is right, the size is not: pixels taken together count ${part > 1 ? "more" : "less"} than one by one.`;
}

function show() {
  const pad = $("paint"), context = pad.getContext("2d"), image = state.result?.image;
  const [ground, ink] = state.dark ? [30, 236] : [255, 24];
  for (let i = 0; i < 784; i++) {
    const level = Math.round(ground + (ink - ground) * (image?.[i] ?? 0) * (mask[i] ? 0.15 : 1));
    context.fillStyle = `rgb(${level} ${level} ${level})`;
    context.fillRect(Scale * (i % 28), Scale * (i / 28 | 0), Scale, Scale);
    if (!mask[i]) continue;
    context.fillStyle = state.dark ? "rgb(111 208 196 / 0.34)" : "rgb(11 98 91 / 0.26)";
    context.fillRect(Scale * (i % 28), Scale * (i / 28 | 0), Scale, Scale);
  }
  if (!focused) return;
  context.strokeStyle = state.dark ? "#6fd0c4" : "#0b625b";
  context.lineWidth = 3;
  context.strokeRect(Scale * (cursor % 28) - 1, Scale * (cursor / 28 | 0) - 1, Scale + 2, Scale + 2);
}
