// The tab "Compare": methods side by side, on one colour scale or each on its own.
import { $, choice, el } from "./dom.js";
import { ask, latestOnly, Problem, unlessGone, whenBack } from "./api.js";
import { question, subject } from "./explain.js";
import { Heatmap, limitOf } from "./heatmap.js";
import { fresh, inBrief, methodForm, methodSelect, title } from "./methods.js";
import { withRules } from "./rules.js";
import { change, state, watch } from "./state.js";
import { formKey, ranksOf } from "./why.js";
import { plain, signed } from "./words.js";

const Most = 12;
let cards = [], onScreen = false;

/** Brings the tab to life. */
export function startCompare() {
  const update = latestOnly(signal => explainAll(signal));
  new IntersectionObserver(entries => { onScreen = entries.at(-1).isIntersecting; update(); }, { rootMargin: "100px" }).observe($("panel-compare"));
  $("compare-scale").replaceChildren(choice("Colour scale", [[false, "Each its own scale"], [true, "One scale for all"]], state.locked, locked => change({ locked })));
  $("compare-add").addEventListener("click", () => { change({ compare: [...state.compare, fresh(nextName())] }); update(); });
  watch(["catalogue", "compare"], () => { build(); update(); });
  watch(["result", "rules"], update);
  watch(["locked"], show);
  watch(["pixel"], read);
  whenBack(update);
  build();
}

const nextName = () => state.catalogue.methods.map(m => m.name).find(name => !state.compare.some(method => method.name === name)) ?? "gradient";

function build() {
  if (!state.catalogue) return;
  $("compare-add").disabled = state.compare.length >= Most;
  const old = cards;
  cards = state.compare.map((method, i) => {
    const kept = old[i];
    if (kept && kept.key === formKey(method)) {
      kept.method = method;
      kept.brief.textContent = inBrief(method);
      return kept;
    }
    return card(method, i, kept);
  });
  for (const c of old) if (!cards.includes(c)) c.heatmap.end();
  $("compare-cards").replaceChildren(...cards.map(c => c.element));
}

// Each card knows its place: when one goes, all are made anew.
function drop() {
  for (const c of cards) c.heatmap.end();
  cards = [];
}

function card(method, i, before) {
  const replace = next => change({ compare: state.compare.map((m, k) => k === i ? next : m) });
  const canvas = el("canvas", { class: "map", "aria-label": title(method) });
  const facts = el("p", { class: "facts" }), brief = el("p", { class: "brief" }), reading = el("p", { class: "reading" });
  brief.textContent = inBrief(method);
  const element = el("article", { class: "card" },
    el("div", { class: "card-head" },
      methodSelect(method.name, `Method ${i + 1}`, replace),
      el("button", {
        type: "button", class: "icon", "aria-label": `Remove ${title(method)}`, title: "Remove",
        click: () => { drop(); change({ compare: state.compare.filter((_, k) => k !== i) }); },
      }, "×")),
    canvas, reading, facts,
    el("details", { open: before?.element.querySelector("details").open ?? false }, el("summary", {}, "Parameters ", brief), methodForm(method, replace)));
  return { method, key: formKey(method), element, heatmap: new Heatmap(canvas), canvas, facts, reading, brief, answer: null, cost: before?.cost ?? 0 };
}

// Fast methods first, so that a slow one holds none of the others up. While nobody sees the cards, nothing is asked for them.
async function explainAll(signal, unseen = false) {
  if (!onScreen && !unseen || !state.catalogue) return;
  const drawing = subject();
  if (!drawing) {
    for (const c of cards) c.answer = null;
    return show();
  }
  const what = { ...drawing, ...question() };
  for (const c of [...cards].sort((a, b) => a.cost - b.cost)) {
    const asked = JSON.stringify([what, withRules(c.method)]);
    if (c.asked === asked && c.answer) continue;
    const begun = performance.now();
    try {
      const answer = await ask("api/explain", { ...what, methods: [withRules(c.method)] }, signal);
      c.answer = { ...answer.explanations[0], image: answer.image, milliseconds: answer.milliseconds };
      c.asked = asked;
      c.error = null;
      c.cost = performance.now() - begun;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      c.answer = null;
      c.error = error.message;
    }
    show();
  }
}

function show() {
  const shared = Math.max(0, ...cards.map(c => c.answer ? limitOf(c.answer.relevance) : 0));
  for (const c of cards) {
    const { answer } = c;
    c.ranks = null;
    c.element.classList.toggle("failed", Boolean(c.error));
    if (!answer) {
      c.heatmap.show(null);
      c.facts.textContent = c.error ?? "";
      continue;
    }
    const limit = state.locked ? shared : limitOf(answer.relevance);
    c.heatmap.show({ relevance: answer.relevance, image: answer.image, limit, signed: answer.signed });
    c.canvas.setAttribute("aria-label", `${answer.title}. Arrow keys move from pixel to pixel.`);
    c.facts.textContent = `sum ${signed(answer.sum)} · strongest ${plain(limitOf(answer.relevance), 2)}`;
    c.facts.title = `${plain(answer.milliseconds, 2)} ms on the server`;
  }
  read();
}

function read() {
  for (const c of cards) {
    if (state.pixel === null || !c.answer) {
      c.reading.textContent = "";
      continue;
    }
    c.ranks ??= ranksOf(c.answer.relevance);
    c.reading.textContent = `${signed(c.answer.relevance[state.pixel])}, rank ${c.ranks[state.pixel]}`;
  }
}

/** The methods side by side for what is drawn now, on screen or not: for pictures to take away. */
export async function compared() {
  await unlessGone(explainAll(undefined, true));
  // Without the server, older answers are there that belong to another drawing.
  const drawn = String(state.result.image);
  return cards.filter(c => c.answer && String(c.answer.image) === drawn).map(c => ({ title: title(c.method), brief: inBrief(c.method), ...c.answer }));
}
