// A line chart in SVG with one marker that can be moved.
import { svg } from "./dom.js";
import { plain } from "./words.js";

const Width = 640, Height = 280, Left = 52, Right = 14, Top = 12, Bottom = 40;

/** Draws lines over 0 … n: { lines: [{ name, values, kind }], band: { low, high }, at, axis, label }. Returns the element. */
export function chart({ lines, band, at, axis, label }) {
  const count = Math.max(1, ...lines.map(line => line.values.length)) - 1;
  const all = [...lines.flatMap(line => line.values), ...(band ? [...band.low, ...band.high] : []), 0];
  const ticks = ticksOf(Math.min(...all), Math.max(...all));
  const [low, high] = [ticks[0], ticks.at(-1)];
  const x = i => Left + (Width - Left - Right) * i / count;
  const y = value => Height - Bottom - (Height - Top - Bottom) * (value - low) / (high - low || 1);
  const path = values => values.map((value, i) => `${i ? "L" : "M"}${x(i).toFixed(1)} ${y(value).toFixed(1)}`).join("");
  const picture = svg("svg", { viewBox: `0 0 ${Width} ${Height}`, class: "chart", role: "img", "aria-label": label });
  for (const tick of ticks)
    picture.append(svg("line", { class: tick === 0 ? "zero" : "grid", x1: Left, x2: Width - Right, y1: y(tick), y2: y(tick) }),
      svg("text", { x: Left - 8, y: y(tick) + 4, "text-anchor": "end" }, plain(tick)));
  for (let i = 0; i <= 4; i++)
    picture.append(svg("text", { x: x(count * i / 4), y: Height - Bottom + 18, "text-anchor": i === 4 ? "end" : "middle" }, String(Math.round(count * i / 4))));
  picture.append(svg("text", { class: "axis", x: Width - Right, y: Height - 4, "text-anchor": "end" }, axis));
  if (band)
    picture.append(svg("path", { class: "band", d: `${path(band.high)}L${[...band.low].map((value, i) => [x(i), y(value)]).reverse().map(p => p.map(c => c.toFixed(1)).join(" ")).join("L")}Z` }));
  for (const line of lines) picture.append(svg("path", { class: `line ${line.kind}`, d: path(line.values) }));
  if (at !== undefined) {
    picture.append(svg("line", { class: "marker", x1: x(at), x2: x(at), y1: Top, y2: Height - Bottom }));
    for (const line of lines) picture.append(svg("circle", { class: `dot ${line.kind}`, cx: x(at), cy: y(line.values[at] ?? 0), r: 5 }));
  }
  return picture;
}

function ticksOf(low, high) {
  const rough = (high - low || 1) / 4, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map(f => f * power).find(s => s >= rough);
  const first = Math.floor(low / step), last = Math.ceil(high / step);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}
