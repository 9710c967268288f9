// The tab "Around it": a morph into another digit, the nearest test digits, and what the network takes each class to look like.
import { $, el } from "./dom.js";
import { ask, Problem, unlessGone } from "./api.js";
import { classOf, digitNamed, digits, named, thumbnail } from "./digits.js";
import { drawInk } from "./heatmap.js";
import { redraw, goOn } from "./history.js";
import { whileOpen } from "./live.js";
import { toBase64 } from "./memory.js";
import { mirror } from "./mirror.js";
import { state, watch } from "./state.js";
import { plain } from "./words.js";

let from = null, to = null, morphing = false;

/** Brings the tab to life. */
export function startAround() {
  whileOpen("around", ["result"], nearest);
  whileOpen("around", [], prototypes);
  whileOpen("around", [], morphTargets);
  watch(["result", "dark"], ends);
  $("morph").addEventListener("input", morph);
  $("morph-target").addEventListener("change", () => unlessGone(chooseTarget()));
  mirror($("morph-mirror"));
}

async function morphTargets() {
  const all = await digits();
  if ($("morph-target").options.length > 0) return;
  const first = all.filter(digit => classOf(digit) === digit.predicted).filter((digit, i, list) => list.findIndex(d => classOf(d) === classOf(digit)) === i);
  for (const digit of first.sort((a, b) => classOf(a) - classOf(b))) $("morph-target").add(new Option(`${named(digit)} (test digit ${digit.index})`, digit.index));
  const other = first.find(digit => classOf(digit) === (state.result?.predicted === 9 ? 4 : 9)) ?? first[0];
  if (other) $("morph-target").value = other.index;
  await chooseTarget();
}

async function chooseTarget() {
  to = (await digitNamed(Number($("morph-target").value))).image;
  $("morph").value = 0;
  ends();
}

function morph(event) {
  if (!to || !state.result) return;
  if (!morphing) {
    from = state.result.image;
    redraw({ base: state.base, strokes: state.strokes });
  }
  morphing = true;
  const part = event.target.valueAsNumber;
  const bytes = Uint8Array.from(from, (value, i) => Math.round(255 * ((1 - part) * value + part * to[i])));
  goOn({ base: { size: 28, data: toBase64(bytes), exact: true, name: "morph" }, strokes: [] });
}

// A new drawing is a new start of the morph.
function ends() {
  if (state.base?.name !== "morph") {
    morphing = false;
    $("morph").value = 0;
    from = state.result?.image ?? null;
  }
  $("morph").disabled = !from || !to;
  drawInk($("morph-from"), from ?? new Array(784).fill(0));
  drawInk($("morph-to"), to ?? new Array(784).fill(0));
}

async function nearest(signal) {
  if (!state.result) return $("nearest").replaceChildren();
  try {
    const found = await ask("api/nearest", { image: state.result.image, count: 8 }, signal);
    $("nearest").replaceChildren(...found.map(digit => el("li", {}, thumbnail(digit, [named(digit), `distance ${plain(digit.distance, 2)}`].filter(Boolean).join(", ")))));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    $("nearest").replaceChildren(el("li", {}, error.message));
  }
}

let asked = false;
async function prototypes(signal) {
  if (asked) return;
  try {
    const { variants } = await ask("api/prototypes", undefined, signal);
    asked = true;
    $("prototypes").replaceChildren(...variants.map(variant => el("section", {},
      el("h4", {}, variant.title ?? variant.name),
      el("ol", { class: "thumbs" }, variant.images.map((image, label) => {
        const canvas = el("canvas");
        const paint = () => drawInk(canvas, image.map(value => Math.max(0, Math.min(1, value))));
        paint();
        watch(["dark"], paint);
        return el("li", {}, el("button", {
          type: "button", class: "thumb", "aria-label": `Draw the network's ${label}, ${variant.title ?? variant.name}`,
          click: () => redraw({
            base: { size: 28, data: toBase64(Uint8Array.from(image, v => Math.round(255 * Math.max(0, Math.min(1, v))))), exact: true, name: "prototype" },
            strokes: [], target: "predicted", contrast: null,
          }),
        }, canvas, el("span", {}, String(label))));
      })))));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    asked = true;
    $("prototypes").replaceChildren(el("p", { class: "quiet" }, error.message));
  }
}
