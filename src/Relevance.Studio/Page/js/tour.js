// Two minutes for someone who has never heard of any of it: each step shows one thing on the live page.
import { unlessGone } from "./api.js";
import { $, isCalm } from "./dom.js";
import { firstExample, use } from "./digits.js";
import { change, kept, state } from "./state.js";

const steps = [
  {
    at: "pad-frame", title: "Draw a digit",
    text: "Draw here with mouse, finger, pen or the arrow keys. A neural network, a small program that learned from 60,000 handwritten digits, reads along at every stroke. For the tour we have put a 7 there.",
  },
  {
    at: "sees-card", title: "What the network sees",
    text: "The network gets no stroke, only 28 × 28 numbers: how much ink lies in each little square. A drawing is centred and scaled first, as all digits were that it learned from.",
  },
  {
    at: "scores-card", title: "Ten scores",
    text: "Each of the ten digits gets a score. The highest wins; the percentages say how far ahead it is. Here the 7 wins easily. It knows nothing but these ten: draw a cat, and it names a digit, too.",
  },
  {
    at: "why-card", title: "Why a 7?",
    text: "The score is handed back through the network to the squares it came from. Red squares spoke for the 7, blue ones against it, and what is pale did not matter. Empty squares count, too: that there is no ink tells a 7 from other digits. Point at a square to read its relevance.",
  },
  {
    at: "why-card", title: "Why not something else?",
    text: "Press “vs” beside another digit in the list of scores and you see what decided between the two. Now: why 7 and not 9? Red is what suits a 7 better, blue what would have suited a 9.",
    begin: () => change({ target: 7, contrast: 9 }), end: () => change({ target: "predicted", contrast: null }),
  },
  {
    at: "delete-part", title: "Do not take its word for it",
    text: "A good explanation can be tested. The squares named most important are taken away one by one: the score falls far faster than with random squares. You can also paint squares out yourself, or make the network forget what it learned.",
    begin: () => change({ tab: "test" }), foot: true,
  },
  {
    at: "tabs", title: "Now you",
    text: "Compare other ways to explain, walk through the network layer by layer, or morph one digit into another. A link takes all of it with you. Clear the pad and draw your own.",
    begin: () => change({ tab: "compare" }),
  },
];

// How far the tour keeps from what it shows, and how narrow it may be, in CSS pixels.
const Away = 20, Narrowest = 260;

let at = 0, before = null, growing = null;

/** Brings the tour to life. */
export function startTour() {
  for (const id of ["tour-start", "tour-invite"]) $(id).addEventListener("click", () => unlessGone(open()));
  $("tour-next").addEventListener("click", () => at === steps.length - 1 ? $("tour").close() : go(at + 1));
  $("tour-back").addEventListener("click", () => go(at - 1));
  $("tour-skip").addEventListener("click", () => $("tour").close());
  $("tour").addEventListener("close", close);
  $("tour").addEventListener("keydown", event => {
    if (event.key === "ArrowRight" && at < steps.length - 1) go(at + 1);
    if (event.key === "ArrowLeft" && at > 0) go(at - 1);
  });
}

async function open() {
  before = kept();
  at = 0;
  change({ method: { name: "lrp", composite: "epsilon-gamma-box" }, rules: {}, sign: "signed", opacity: 1, threshold: 0 });
  $("tour").showModal();
  show();
  use(await firstExample(), true);
}

function go(next) {
  steps[at].end?.();
  at = next;
  show();
}

function show() {
  const step = steps[at];
  step.begin?.();
  $("tour-count").textContent = `${at + 1} of ${steps.length}`;
  $("tour-title").textContent = step.title;
  $("tour-text").textContent = step.text;
  $("tour-back").disabled = at === 0;
  $("tour-skip").hidden = at === steps.length - 1;
  $("tour-next").textContent = at === steps.length - 1 ? "Start drawing" : "Next";
  for (const lit of document.querySelectorAll(".spotlight")) lit.classList.remove("spotlight");
  const target = $(step.at);
  target.classList.add("spotlight");
  // What the step shows may come a moment later, and be higher then.
  growing?.disconnect();
  growing = new ResizeObserver(() => bringIntoView(target, step.foot));
  growing.observe(target);
  $("tour-next").focus();
}

// The page moves only if the part is hidden, by the edge of the screen or by the tour itself. What does not fit above the tour has it beside itself, where
// there is room for it; else it shows its head, or its foot.
function bringIntoView(target, foot = false) {
  const tour = $("tour");
  for (const property of ["left", "right", "width", "transform"]) tour.style[property] = "";
  const { top, bottom, left, right } = target.getBoundingClientRect();
  const above = tour.getBoundingClientRect().top - 24;
  const before = left - 2 * Away, after = document.documentElement.clientWidth - right - 2 * Away;
  const beside = bottom - top > above - 24 && Math.max(before, after) >= Narrowest;
  if (beside) {
    const width = Math.min(tour.offsetWidth, Math.max(before, after));
    Object.assign(tour.style, { width: `${width}px`, left: `${after >= before ? right + Away : left - Away - width}px`, transform: "none" });
  }
  const free = beside ? innerHeight - 12 : above;
  if (top >= 12 && bottom <= free) return;
  const fits = bottom - top < free - 24;
  const move = fits && top < 12 || !fits && !foot ? top - 24 : bottom - free;
  scrollBy({ top: move, behavior: isCalm() ? "auto" : "smooth" });
}

// Whoever had drawn something finds it again; whoever had not begins with an empty pad.
function close() {
  growing.disconnect();
  steps[at].end?.();
  for (const lit of document.querySelectorAll(".spotlight")) lit.classList.remove("spotlight");
  const own = before.strokes.length > 0 || (before.base && !before.base.example);
  change(own ? before : { ...before, base: null, strokes: [] });
  change({ tab: state.tab });
  scrollTo({ top: 0 });
  $("pad").focus();
}
