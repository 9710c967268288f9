// Colours of relevance, computed in OKLab (B. Ottosson, 2020): zero is the ground of the theme, both arms change alike in lightness, so that
// neither sign looks stronger than the other.

/** The maps a user can choose. */
export const colorMaps = [
  { name: "red-blue", title: "Red – blue", hues: [25, 255], chroma: [0.19, 0.15] },
  { name: "orange-purple", title: "Orange – purple (colour-blind safe)", hues: [58, 295], chroma: [0.15, 0.17] },
  { name: "green-magenta", title: "Green – magenta (colour-blind safe)", hues: [150, 340], chroma: [0.14, 0.18] },
  { name: "grey", title: "Grey", hues: [25, 255], chroma: [0, 0] },
];

const tables = new Map();

/** The table of a map: 511 colours from −1 to +1, three bytes each. Maps without negative values use its upper half. */
export function tableOf(name, dark) {
  const key = `${name} ${dark}`;
  if (!tables.has(key)) tables.set(key, table(colorMaps.find(map => map.name === name) ?? colorMaps[0], dark));
  return tables.get(key);
}

/** The colour of a value in −1 … 1 as CSS. */
export function cssColor(name, dark, value) {
  const bytes = tableOf(name, dark), i = 3 * place(value);
  return `rgb(${bytes[i]} ${bytes[i + 1]} ${bytes[i + 2]})`;
}

/** Where a value in −1 … 1 stands in the table. */
export const place = value => 255 + Math.round(255 * Math.max(-1, Math.min(1, value)));

function table(map, dark) {
  const bytes = new Uint8ClampedArray(3 * 511);
  for (let i = 0; i < 511; i++) {
    const value = (i - 255) / 255, strength = Math.abs(value), side = value < 0 ? 1 : 0;
    // In grey both signs would look alike: there what speaks against goes the other way from a middle grey.
    const lightness = map.name === "grey"
      ? 0.62 + (dark ? 1 : -1) * value * 0.37
      : dark ? 0.235 + 0.56 * strength : 1 - 0.56 * strength;
    const chroma = map.chroma[side] * (1 - (1 - strength) ** 2.5);
    bytes.set(toRgb(lightness, chroma, map.hues[side]), 3 * i);
  }
  return bytes;
}

function toRgb(lightness, chroma, hueDegrees) {
  const hue = hueDegrees * Math.PI / 180;
  let low = 0, high = 1;
  // Chroma gives way where the screen has no such colour.
  for (let i = 0; i < 12; i++) {
    const middle = (low + high) / 2;
    if (linear(lightness, chroma * middle, hue).every(c => c > -1e-4 && c < 1.0001)) low = middle;
    else high = middle;
  }
  return linear(lightness, chroma * low, hue).map(c => {
    const light = Math.max(0, Math.min(1, c));
    return 255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055);
  });
}

function linear(lightness, chroma, hue) {
  const a = chroma * Math.cos(hue), b = chroma * Math.sin(hue);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s,
  ];
}
