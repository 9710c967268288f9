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

/** A share of one as per cent: 99.2 %. */
export function percent(value) {
  const share = 100 * value;
  if (share > 99.95 && share < 100) return "> 99.9 %";
  if (share > 0 && share < 0.05) return "< 0.1 %";
  return minus(`${share.toFixed(Math.abs(share) >= 99.95 || share === 0 ? 0 : 1)} %`);
}

/** Which part of a digit holds most of the positive (or negative) relevance, as "at the top right", with its share; null if there is none. */
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
  const best = sums.indexOf(Math.max(...sums));
  const names = narrow
    ? ["at the top", "in the middle", "at the bottom"]
    : ["at the top left", "at the top", "at the top right", "on the left", "in the middle", "on the right", "at the bottom left", "at the bottom", "at the bottom right"];
  return { where: names[best], share: sums[best] / total, total };
}

/** What the network says and why, for the headline and for screen readers. */
export function verdict(result) {
  const explanation = result.explanations[0];
  const says = `The network says ${result.predicted}, ${percent(result.probabilities[result.predicted])}.`;
  if (!explanation) return { says, because: "" };
  const about = result.contrast === null || result.contrast === undefined
    ? `${result.target}` : `${result.target} rather than ${result.contrast}`;
  const positive = place(explanation.relevance, result.image);
  if (!positive) return { says, because: `No pixel speaks for ${about}.` };
  if (!explanation.signed) return { says, because: `What counts most for ${about} lies ${positive.where} of the digit.` };
  const negative = place(explanation.relevance, result.image, -1);
  if (negative && negative.where === positive.where && negative.total > 0.05 * positive.total)
    return { says, because: `Most evidence for ${about} lies ${positive.where} of the digit, and most against it there, too.` };
  const against = negative && negative.total > 0.05 * positive.total ? ` Most against it: ${negative.where}.` : " Next to nothing speaks against it.";
  return { says, because: `Most evidence for ${about} lies ${positive.where} of the digit.${against}` };
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
