// Pictures of 28 × 28 numbers: the digit as ink, and relevance in colours. A heatmap marks the pixel pointed at, in all maps at once.
import { cssColor, place, tableOf } from "./colors.js";
import { change, state, watch } from "./state.js";
import { outlineOf } from "./outline.js";

const Scale = 20;

/** The largest |value| of a map: the end of its colour scale. */
export const limitOf = relevance => relevance.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** Draws numbers 0 … 1 as ink on the ground of the theme. */
export function drawInk(canvas, image, side = 28) {
  const height = image.length / side;
  const pixels = new Uint8ClampedArray(4 * image.length);
  const [ground, ink] = state.dark ? [30, 236] : [255, 24];
  image.forEach((value, i) => {
    const level = ground + (ink - ground) * value;
    pixels.set([level, level, level, 255], 4 * i);
  });
  canvas.width = side;
  canvas.height = height;
  canvas.getContext("2d").putImageData(new ImageData(pixels, side, height), 0, 0);
}

/** Draws numbers −limit … limit in the colours chosen, without anything on top: for feature maps and thumbnails. */
export function drawColors(canvas, values, side, limit) {
  const height = Math.ceil(values.length / side);
  const table = tableOf(state.colors, state.dark);
  const pixels = new Uint8ClampedArray(4 * side * height);
  values.forEach((value, i) => {
    const at = 3 * place(limit === 0 ? 0 : value / limit);
    pixels.set([table[at], table[at + 1], table[at + 2], 255], 4 * i);
  });
  canvas.width = side;
  canvas.height = height;
  canvas.getContext("2d").putImageData(new ImageData(pixels, side, height), 0, 0);
}

const small = Object.assign(document.createElement("canvas"), { width: 28, height: 28 });

/** Draws a map { relevance, image, limit, signed } as the view says: colours, sign, threshold, over the digit, with its outline. */
export function drawHeatmap(canvas, map) {
  canvas.width = canvas.height = 28 * Scale;
  if (!map) return;
  const { relevance, image, limit, signed = true } = map;
  const context = canvas.getContext("2d"), table = tableOf(state.colors, state.dark), pixels = new ImageData(28, 28);
  const [ground, ink] = state.dark ? [30, 236] : [255, 24];
  for (let i = 0; i < 784; i++) {
    const at = 3 * place(limit === 0 ? 0 : shade(relevance[i], limit, signed) / limit);
    const grey = ground + (ink - ground) * image[i];
    for (let c = 0; c < 3; c++) pixels.data[4 * i + c] = state.opacity * table[at + c] + (1 - state.opacity) * grey;
    pixels.data[4 * i + 3] = 255;
  }
  small.getContext("2d").putImageData(pixels, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(small, 0, 0, 28 * Scale, 28 * Scale);
  if (!state.outline) return;
  context.strokeStyle = state.dark ? "rgb(255 255 255 / 0.42)" : "rgb(0 0 0 / 0.38)";
  context.lineWidth = 2.5;
  context.lineCap = "round";
  context.stroke(outlineOf(image, Scale));
}

/** A heatmap on a canvas that mouse, finger and arrow keys can point into. */
export class Heatmap {
  #shown = null;

  /** @param canvas where to draw; it gets the focus, keys and pointer of the map */
  constructor(canvas) {
    this.canvas = canvas;
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-roledescription", "heatmap");
    canvas.addEventListener("pointermove", event => change({ pixel: this.#under(event) }));
    canvas.addEventListener("pointerdown", event => change({ pixel: this.#under(event) }));
    canvas.addEventListener("pointerleave", event => { if (event.pointerType === "mouse") change({ pixel: null }); });
    canvas.addEventListener("keydown", event => this.#key(event));
    /** Ends its watching, for one that leaves the page. */
    this.end = watch(["pixel", "colors", "sign", "opacity", "outline", "threshold", "dark"], () => { if (canvas.isConnected) this.#draw(); });
  }

  /** Shows a map: { relevance, image, limit, signed }; null empties it. */
  show(map) {
    this.#shown = map;
    this.#draw();
  }

  #draw() {
    drawHeatmap(this.canvas, this.#shown);
    if (this.#shown && state.pixel !== null) mark(this.canvas.getContext("2d"), state.pixel);
  }

  #under(event) {
    const box = this.canvas.getBoundingClientRect();
    const cell = (at, start, length) => Math.max(0, Math.min(27, Math.floor(28 * (at - start) / length)));
    return 28 * cell(event.clientY, box.top, box.height) + cell(event.clientX, box.left, box.width);
  }

  #key(event) {
    const pixel = moved(state.pixel ?? 14 * 28 + 14, event.key);
    if (event.key === "Escape") change({ pixel: null });
    if (pixel === null) return;
    event.preventDefault();
    change({ pixel });
  }
}

/** The pixel that an arrow key leads to; null for other keys. */
export function moved(pixel, key) {
  const x = pixel % 28, y = pixel / 28 | 0;
  switch (key) {
    case "ArrowLeft": return 28 * y + Math.max(0, x - 1);
    case "ArrowRight": return 28 * y + Math.min(27, x + 1);
    case "ArrowUp": return 28 * Math.max(0, y - 1) + x;
    case "ArrowDown": return 28 * Math.min(27, y + 1) + x;
    default: return null;
  }
}

/** What of a relevance is shown: signed, the positive part or the size, and nothing below the threshold. */
export function shade(value, limit, signed) {
  const shown = !signed || state.sign === "absolute" ? Math.abs(value) : state.sign === "positive" ? Math.max(0, value) : value;
  return Math.abs(shown) < state.threshold * limit ? 0 : shown;
}

/** The colour bar: from against, over zero in the middle, to for. */
export function drawLegend(canvas, signed) {
  const oneSided = !signed || state.sign !== "signed";
  canvas.width = 256;
  canvas.height = 1;
  const context = canvas.getContext("2d");
  for (let x = 0; x < 256; x++) {
    context.fillStyle = cssColor(state.colors, state.dark, oneSided ? x / 255 : 2 * x / 255 - 1);
    context.fillRect(x, 0, 1, 1);
  }
}

function mark(context, pixel) {
  const x = Scale * (pixel % 28), y = Scale * (pixel / 28 | 0);
  context.lineWidth = 6;
  context.strokeStyle = state.dark ? "#000" : "#fff";
  context.strokeRect(x - 2, y - 2, Scale + 4, Scale + 4);
  context.lineWidth = 3;
  context.strokeStyle = state.dark ? "#fff" : "#000";
  context.strokeRect(x - 2, y - 2, Scale + 4, Scale + 4);
}
