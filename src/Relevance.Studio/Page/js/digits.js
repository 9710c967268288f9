// The test digits inside the program: a row of ten to begin with, and a window to choose from all, by class, mistake and confidence.
import { $, choice, el } from "./dom.js";
import { ask, unlessGone } from "./api.js";
import { drawInk } from "./heatmap.js";
import { redraw } from "./history.js";
import { toBase64 } from "./memory.js";
import { change, state, watch } from "./state.js";
import { percent } from "./words.js";

let list = null;
const images = new Map();
const wanted = { label: null, kind: "all", order: "index" };

/** All test digits, without their images. */
export const digits = () => list ??= ask("api/digits").catch(error => { list = null; throw error; });

/** One of them with its image. */
export function digitNamed(index) {
  if (!images.has(index)) images.set(index, ask(`api/digits/${index}`).catch(error => { images.delete(index); throw error; }));
  return images.get(index);
}

/** What a digit is known to be, or, where that is unknown, read as. */
export const classOf = digit => digit.label ?? digit.predicted;

/** The same in words. */
export const named = digit => digit.label === null ? (digit.predicted === undefined ? "" : `read as ${digit.predicted}`) : `a ${digit.label}`;

/** Puts a test digit on the pad, just as the network was tested with it. */
export function use(digit, example = false) {
  const next = {
    base: {
      size: 28, data: toBase64(Uint8Array.from(digit.image, value => Math.round(255 * value))), exact: true,
      name: `test digit ${digit.index}`, label: digit.label, ...(example ? { example } : {}),
    },
    strokes: [], target: "predicted", contrast: null,
  };
  example ? change(next) : redraw(next);
}

/** A button with the picture of a digit, which puts it on the pad. */
export function thumbnail(digit, note = "") {
  const canvas = el("canvas", { width: 28, height: 28 });
  const button = el("button", {
    type: "button", class: "thumb", "aria-label": [`Test digit ${digit.index}`, named(digit), note].filter(Boolean).join(", "),
    click: () => unlessGone(whole(digit).then(found => { use(found); if ($("digits").open) $("digits").close(); })),
  }, canvas, note ? el("span", {}, note) : null);
  const paint = async () => drawInk(canvas, (await whole(digit)).image);
  paint().catch(() => {});
  button.repaint = paint;
  return button;
}

const whole = digit => digit.image ? Promise.resolve(digit) : digitNamed(digit.index);

/** Brings row and window to life. */
export async function startDigits() {
  $("pick").addEventListener("click", () => unlessGone(open()));
  $("digits-close").addEventListener("click", () => $("digits").close());
  const all = await digits();
  const known = all.every(digit => digit.label !== null);
  $("digits-label").replaceChildren(choice(known ? "Class" : "Read as", [[null, "All"], ...Array.from({ length: 10 }, (_, i) => [i, String(i)])], null, label => { wanted.label = label; show(); }));
  $("digits-origin").hidden = !known;
  if (known) $("digits-kind").replaceChildren(choice("Answers", [["all", "All"], ["right", "Read right"], ["wrong", "Misread"]], "all", kind => { wanted.kind = kind; show(); }));
  $("digits-order").addEventListener("change", event => { wanted.order = event.target.value; show(); });
  watch(["dark"], () => { for (const button of document.querySelectorAll(".thumb")) button.repaint?.(); });
  const first = Array.from({ length: 10 }, (_, label) => all.find(digit => classOf(digit) === label)).filter(Boolean);
  $("first-digits").replaceChildren(...first.map(digit => el("li", {}, thumbnail(digit))));
}

/** The digit that a new page starts with: a seven, with two strokes that are easy to talk about. */
export async function firstExample() {
  const all = await digits();
  return digitNamed((all.find(digit => classOf(digit) === 7) ?? all[0]).index);
}

async function open() {
  $("digits").showModal();
  await show();
}

async function show() {
  const all = await digits();
  const right = digit => digit.predicted === classOf(digit);
  const found = all
    .filter(digit => wanted.label === null || classOf(digit) === wanted.label)
    .filter(digit => wanted.kind === "all" || right(digit) === (wanted.kind === "right"));
  if (wanted.order === "unsure") found.sort((a, b) => a.probability - b.probability);
  if (wanted.order === "sure") found.sort((a, b) => b.probability - a.probability);
  $("digits-count").textContent = found.length === 0
    ? "None of the test digits inside the program is like that." : `${found.length} of ${all.length} test digits`;
  $("digits-list").replaceChildren(...found.map(digit => {
    const button = thumbnail(digit, right(digit) ? percent(digit.probability) : `read as ${digit.predicted}`);
    button.classList.toggle("wrong", !right(digit));
    return el("li", {}, button);
  }));
}
