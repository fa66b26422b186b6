// The picture of the org chart as PNG, painted on a canvas. Browsers refuse canvases that are too large,
// some without a word, so there is a bound below what all of them take.
import type { Picture } from "./org-picture";
import { INK, type Shape } from "./picture-shapes";
import { FONTS, type Measure } from "./picture-text";
import type { Pause } from "./pause";

/** Pixels along one side. */
export const MOST_SIDE = 16_384;
/** Pixels in all: 256 MB while it is painted. */
export const MOST_PIXELS = 64_000_000;

/** Twice the natural size where that fits, for sharp print; null where not even the natural one does. */
export function pngScale({ width, height }: Pick<Picture, "width" | "height">): 2 | 1 | null {
  for (const scale of [2, 1] as const) {
    const [wide, high] = [width * scale, height * scale];
    if (wide <= MOST_SIDE && high <= MOST_SIDE && wide * high <= MOST_PIXELS) return scale;
  }
  return null;
}

/** Widths that are remembered: titles and teams come again and again. */
const MOST_KNOWN = 20_000;

/** Measures text as a canvas would set it. */
export function measuring(): Measure {
  const pen = document.createElement("canvas").getContext("2d");
  const known = new Map<string, number>();
  let font = "";
  return (text, size, bold) => {
    if (!pen) return text.length * size * 0.6;
    const wanted = fontOf(size, bold);
    const key = `${wanted}\n${text}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    // Setting it costs, even when it stays the same.
    if (wanted !== font) pen.font = font = wanted;
    const { width } = pen.measureText(text);
    if (known.size < MOST_KNOWN) known.set(key, width);
    return width;
  };
}

/** Paints the picture; null when the browser refuses a canvas of that size after all. */
export async function pngOf(picture: Picture, scale: number, pause: Pause): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  canvas.width = picture.width * scale;
  canvas.height = picture.height * scale;
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.fillStyle = INK.back;
  pen.fillRect(0, 0, picture.width, picture.height);
  for (const part of picture.parts()) {
    for (const shape of part.shapes) paint(pen, shape);
    await pause();
  }
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  // The memory goes now, not when somebody collects it.
  canvas.width = canvas.height = 0;
  return blob;
}

function paint(pen: CanvasRenderingContext2D, shape: Shape): void {
  switch (shape.kind) {
    case "text":
      pen.font = fontOf(shape.size, shape.bold);
      pen.fillStyle = shape.fill;
      pen.fillText(shape.text, shape.x, shape.y);
      return;
    case "box":
      pen.beginPath();
      pen.roundRect(shape.x, shape.y, shape.width, shape.height, shape.radius);
      pen.fillStyle = shape.fill;
      pen.fill();
      if (shape.stroke !== null) stroke(pen, shape.stroke, 1, shape.dash);
      return;
    case "lines": {
      pen.beginPath();
      for (const line of shape.lines) {
        line.forEach(([x, y], at) => (at === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)));
      }
      stroke(pen, shape.stroke, shape.width, shape.dash);
    }
  }
}

function stroke(
  pen: CanvasRenderingContext2D,
  colour: string,
  width: number,
  dash: readonly number[],
): void {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.setLineDash([...dash]);
  pen.stroke();
}

function fontOf(size: number, bold: boolean): string {
  return `${bold ? 600 : 400} ${size}px ${FONTS}`;
}
