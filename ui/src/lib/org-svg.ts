// The picture of the org chart as an SVG file: one document that needs nothing else, with names as text
// that can be searched, and nothing in it that a program could run.
import type { Picture } from "./org-picture";
import { INK, type Part, type Shape } from "./picture-shapes";
import { FONTS } from "./picture-text";
import type { Pause } from "./pause";

/** Writes the picture; the pieces joined are the file. */
export async function svgOf(picture: Picture, pause: Pause): Promise<string[]> {
  const { width, height } = picture;
  const pieces = [
    `<?xml version="1.0" encoding="UTF-8"?>\n` +
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
      `viewBox="0 0 ${width} ${height}" font-family="${escaped(FONTS)}">\n` +
      `<title>${escaped(picture.heading)}</title>\n` +
      `<rect width="${width}" height="${height}" fill="${INK.back}"/>\n`,
  ];
  for (const part of picture.parts()) {
    pieces.push(partOf(part));
    await pause();
  }
  pieces.push("</svg>\n");
  return pieces;
}

function partOf({ title, shapes }: Part): string {
  const drawn = shapes.map(shapeOf).join("");
  return title === null ? `${drawn}\n` : `<g><title>${escaped(title)}</title>${drawn}</g>\n`;
}

function shapeOf(shape: Shape): string {
  switch (shape.kind) {
    case "text":
      return (
        `<text x="${n(shape.x)}" y="${n(shape.y)}" font-size="${n(shape.size)}" ` +
        `${shape.bold ? 'font-weight="600" ' : ""}fill="${shape.fill}">${escaped(shape.text)}</text>`
      );
    case "box":
      return (
        `<rect x="${n(shape.x)}" y="${n(shape.y)}" width="${n(shape.width)}" ` +
        `height="${n(shape.height)}" rx="${n(shape.radius)}" fill="${shape.fill}"` +
        `${shape.stroke === null ? "" : ` stroke="${shape.stroke}"`}${dashes(shape.dash)}/>`
      );
    case "lines": {
      const path = shape.lines.map((line) => {
        return `M${line.map(([x, y]) => `${n(x)} ${n(y)}`).join("L")}`;
      });
      return (
        `<path d="${path.join("")}" fill="none" stroke="${shape.stroke}" ` +
        `stroke-width="${n(shape.width)}"${dashes(shape.dash)}/>`
      );
    }
  }
}

function dashes(dash: readonly number[]): string {
  return dash.length === 0 ? "" : ` stroke-dasharray="${dash.join(" ")}"`;
}

/** A number with at most two digits behind the point. */
function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text for XML 1.0, which some characters must not stand in at all, escaped or not. */
export function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
}
