// The outline of a digit: the line at half brightness between pixel centres (marching squares), so that a heatmap shows what it is about.

let last = { image: null, scale: 0, path: null };

/** The outline as a path for a canvas with `scale` dots for each pixel. */
export function outlineOf(image, scale) {
  if (last.image === image && last.scale === scale) return last.path;
  const path = new Path2D();
  const at = (x, y) => x < 0 || y < 0 || x > 27 || y > 27 ? 0 : image[28 * y + x];
  for (let y = -1; y < 28; y++)
    for (let x = -1; x < 28; x++)
      for (const [from, to] of segments(at(x, y), at(x + 1, y), at(x + 1, y + 1), at(x, y + 1))) {
        path.moveTo(scale * (x + 0.5 + from[0]), scale * (y + 0.5 + from[1]));
        path.lineTo(scale * (x + 0.5 + to[0]), scale * (y + 0.5 + to[1]));
      }
  last = { image, scale, path };
  return path;
}

const Level = 0.4;

// Corners clockwise from the top left; a cell is crossed where its sides pass the level.
function segments(a, b, c, d) {
  const crossings = [];
  const cross = (p, q, point) => { if (p < Level !== q < Level) crossings.push(point((Level - p) / (q - p))); };
  cross(a, b, t => [t, 0]);
  cross(b, c, t => [1, t]);
  cross(d, c, t => [t, 1]);
  cross(a, d, t => [0, t]);
  if (crossings.length === 2) return [crossings];
  // Two opposite corners above: the mean decides whether they are joined.
  if (crossings.length === 4)
    return (a + b + c + d) / 4 >= Level === a >= Level
      ? [[crossings[0], crossings[1]], [crossings[2], crossings[3]]]
      : [[crossings[0], crossings[3]], [crossings[1], crossings[2]]];
  return [];
}
