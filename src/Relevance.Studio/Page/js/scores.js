// The ten classes: probability, score, and the question "why this one" or "why this one and not that".
import { $, el, isCalm } from "./dom.js";
import { change, state, watch } from "./state.js";
import { asking, fixed, percent, plain, verdict } from "./words.js";

const rows = [];
let spoken = 0;

/** Brings the list to life. */
export function startScores() {
  for (let digit = 0; digit < 10; digit++) rows.push(row(digit));
  $("scores").replaceChildren(...rows.map(r => r.item));
  $("question-clear").addEventListener("click", () => change({ target: "predicted", contrast: null }));
  watch(["result", "target", "contrast", "error"], show);
  show();
}

function row(digit) {
  const bar = el("span", { class: "bar" }), share = el("span", { class: "share" }), score = el("span", { class: "score" });
  const why = el("button", { type: "button", class: "why-class", click: event => event.shiftKey ? compare(digit) : pick(digit) },
    el("span", { class: "digit" }, String(digit)), el("span", { class: "track" }, bar), share, score);
  const versus = el("button", { type: "button", class: "versus", click: () => compare(digit) }, "vs");
  hold(why, () => compare(digit));
  return { item: el("li", {}, why, versus), bar, share, score, why, versus };
}

// A finger that stays asks for the comparison; the click that follows is not another question.
function hold(button, act) {
  let timer = 0, held = false;
  button.addEventListener("pointerdown", () => { held = false; timer = setTimeout(() => { held = true; act(); }, 550); });
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) button.addEventListener(end, () => clearTimeout(timer));
  button.addEventListener("click", event => { if (held) event.stopImmediatePropagation(); held = false; }, { capture: true });
  button.addEventListener("contextmenu", event => event.preventDefault());
}

const asked = () => state.target === "predicted" ? state.result?.predicted : state.target;

function pick(digit) {
  const same = state.target === digit;
  change({ target: same ? "predicted" : digit, contrast: null });
  lookAtAnswer();
}

// On a narrow screen the heatmap, which answers the question, is far from where it is asked.
function lookAtAnswer() {
  const { top, bottom } = $("heatmap").getBoundingClientRect();
  if (bottom < 80 || top > innerHeight - 80) goToAnswer();
}

/** Brings the large heatmap into view. */
export const goToAnswer = () => $("why-card").scrollIntoView({ behavior: isCalm() ? "auto" : "smooth" });

function compare(digit) {
  if (digit === asked()) return;
  if (state.contrast === digit) return change({ contrast: null });
  // The question stays the same while one draws on: the first class is held, too.
  change({ target: asked() ?? "predicted", contrast: digit });
  lookAtAnswer();
}

function show() {
  const { result, error } = state;
  const target = asked();
  rows.forEach((r, digit) => {
    const probability = result?.probabilities[digit] ?? 0;
    r.bar.style.transform = `scaleX(${probability})`;
    r.share.textContent = result ? percent(probability) : "";
    r.score.textContent = result ? fixed(result.scores[digit]) : "";
    r.item.classList.toggle("predicted", digit === result?.predicted);
    r.item.classList.toggle("asked", digit === target);
    r.item.classList.toggle("against", digit === state.contrast);
    r.why.setAttribute("aria-pressed", String(digit === target && result !== null));
    r.why.setAttribute("aria-label", result ? `Why ${digit}? ${percent(probability)}, score ${plain(result.scores[digit])}` : `Why ${digit}?`);
    r.versus.setAttribute("aria-pressed", String(digit === state.contrast));
    r.versus.setAttribute("aria-label", target === undefined ? `and not ${digit}` : `Why ${target} and not ${digit}?`);
    r.versus.title = r.versus.getAttribute("aria-label");
    r.versus.disabled = digit === target || !result;
    r.why.disabled = !result;
  });
  const own = state.target !== "predicted" || state.contrast !== null;
  $("question-clear").classList.toggle("unseen", !own);
  $("why-title").textContent = !result ? "Why?"
    : asking(target, state.contrast).replace("why", "Why");
  headline(result, error);
}

function headline(result, error) {
  if (error) {
    $("says").replaceChildren("That did not work.");
    $("because").textContent = error;
    return speak(error);
  }
  $("latency").textContent = result ? `${Math.round(result.latency)} ms` : "";
  if (!result) {
    $("says").replaceChildren("Draw a digit and see why.");
    $("because").textContent = "A small neural network reads along and shows which strokes spoke for its answer and which against it.";
    return speak("");
  }
  const { opening, says, doubt, because } = verdict(result);
  $("says").replaceChildren(opening, el("b", {}, String(result.predicted)), el("span", { class: "sure" }, percent(result.probabilities[result.predicted])),
    doubt ? el("span", { class: "doubt" }, doubt) : "");
  $("because").textContent = because;
  speak([says, doubt, because].filter(Boolean).join(" "));
}

// A screen reader hears the result when the pen rests, not at each dot.
function speak(text) {
  clearTimeout(spoken);
  spoken = setTimeout(() => { if ($("spoken").textContent !== text) $("spoken").textContent = text; }, 700);
}
