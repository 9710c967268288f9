// Numbers and findings in words.

const minus = text => text.replace("-", "−");

/** A relevance or score, with its sign: +0.213, −1.5. */
export function signed(value, digits = 3) {
  return (value > 0 ? "+" : "") + plain(value, digits);
}

/** A number with so many significant digits. */
export function plain(value, digits = 3) {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  const size = Math.abs(value);
  return minus(size >= 1e5 || size < 1e-3 ? value.toExponential(Math.max(0, digits - 2)) : String(Number(value.toPrecision(digits))));
}

/** A number with two decimals. */
export const fixed = value => minus(value.toFixed(2)).replace(/^−0\.00$/, "0.00");

/** A share of one as per cent: 99.2 %. */
export function percent(value) {
  const share = 100 * value;
  if (share > 99.95 && share < 100) return ">\u00a099.9\u00a0%";
  if (share > 0 && share < 0.05) return "<\u00a00.1\u00a0%";
  return minus(`${share.toFixed(Math.abs(share) >= 99.95 || share === 0 ? 0 : 1)}\u00a0%`);
}

// What is less far ahead than this is no winner: both are named, or none.
const Close = 0.85;

/** Where in a digit most of the positive (or negative) relevance lies, as ["at the top right"], and how much there is in all; null if there is none. */
export function place(relevance, image, sign = 1) {
  const box = bounds(image);
  const cells = new Float64Array(9);
  let total = 0;
  for (let i = 0; i < 784; i++) {
    const value = sign * relevance[i];
    if (value <= 0) continue;
    const row = third((i / 28 | 0) - box.top, box.bottom - box.top + 1);
    const column = third(i % 28 - box.left, box.right - box.left + 1);
    cells[3 * row + column] += value;
    total += value;
  }
  if (total === 0) return null;
  const narrow = box.right - box.left < 8;
  const sums = narrow ? [0, 1, 2].map(row => cells[3 * row] + cells[3 * row + 1] + cells[3 * row + 2]) : cells;
  const order = [...sums.keys()].sort((a, b) => sums[b] - sums[a]).filter((cell, _, all) => sums[cell] >= Close * sums[all[0]]);
  const names = narrow
    ? ["at the top", "in the middle", "at the bottom"]
    : ["at the top left", "at the top", "at the top right", "on the left", "in the middle", "on the right", "at the bottom left", "at the bottom", "at the bottom right"];
  return { where: order.length > 2 ? [] : order.map(cell => names[cell]), total };
}

// Below this the network's answer is a guess.
const Sure = 0.6;

/** The question: why 7, or why 7 and not 9? */
export const asking = (target, contrast) => contrast === null ? `why ${target}?` : `why ${target} and not ${contrast}?`;

/** What is explained: a score, or how far one is ahead of another. */
export const scoreName = (target, contrast) => contrast === null ? "score" : `score of ${target} minus that of ${contrast}`;

/** What the network says, with how the headline opens, what is doubtful about it, and why it says it: for the headline and for screen readers. */
export function verdict(result) {
  const { predicted, probabilities, target, contrast } = result;
  const explanation = result.explanations[0];
  const asked = target === predicted ? "" : `You ask: ${asking(target, contrast)} `;
  const says = `The network says ${predicted}, ${percent(probabilities[predicted])}.`;
  // Where the image is no digit, that comes first: reasons for its name would make too much of it.
  if (result.unlike)
    return { opening: "Hardly a digit. The network says ", says: `Hardly a digit. ${says}`, doubt: doubt(result), because: asked + warning(result) };
  return { opening: "The network says ", says, doubt: doubt(result), because: explanation ? asked + reasons(result, explanation) : "" };
}

const Unlike = {
  faint: "There is hardly any ink.",
  solid: "This is one solid blob, and digits are lines.",
  shape: "This shape is like none of the hundred test digits.",
};

const warning = ({ unlike, predicted, probabilities }) =>
  `${Unlike[unlike]} The network must name one of the ten, so its ${percent(probabilities[predicted])} mean little here.`;

function doubt({ predicted, probabilities, truth }) {
  if (truth !== null && truth !== predicted) return `wrong: it is a ${truth}`;
  if (probabilities[predicted] >= Sure) return "";
  const [, second] = [...probabilities.keys()].sort((a, b) => probabilities[b] - probabilities[a]);
  return `unsure: or a ${second}?`;
}

function reasons({ target, contrast, image }, { relevance, signed }) {
  const about = contrast === null ? `${target}` : `${target} rather than ${contrast}`;
  const positive = place(relevance, image);
  if (!positive) return `No pixel speaks for ${about}.`;
  const lies = positive.where.length ? `lies ${positive.where.join(" and ")} of the digit` : "lies all over the digit";
  if (!signed) return `What counts most for ${about} ${lies}.`;
  const negative = place(relevance, image, -1);
  const most = `Most evidence for ${about} ${lies}`;
  if (!negative) return `${most}. Nothing speaks against it.`;
  // Each map has a colour scale of its own, so that little in all may be bright blue: the share says how much it is.
  const share = Math.round(100 * negative.total / (positive.total + negative.total));
  return `${most}. ${share === 0 ? "Less than 1" : share}\u00a0% of the evidence speaks against it, ${negative.where.length ? `mainly ${negative.where.join(" and ")}` : "all over the digit"}.`;
}

/** A rank correlation of two maps in words; of signed maps, a reversed one has red and blue exchanged. */
export function similarity(value, isSigned) {
  if (value >= 0.9) return "nearly the same map";
  if (value >= 0.4) return "partly the same";
  if (value > -0.4) return "unrelated";
  if (value > -0.9) return "partly reversed";
  return isSigned ? "reversed: what spoke for now speaks against" : "reversed: what was strong is now weak";
}

function bounds(image) {
  const box = { left: 28, right: -1, top: 28, bottom: -1 };
  for (let i = 0; i < 784; i++) {
    if (image[i] < 0.2) continue;
    const x = i % 28, y = i / 28 | 0;
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box.right < 0 ? { left: 0, right: 27, top: 0, bottom: 27 } : box;
}

const third = (offset, length) => Math.max(0, Math.min(2, Math.floor(3 * offset / length)));
