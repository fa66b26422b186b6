// What a picture is made of, and its colours. `org-svg.ts` and `org-png.ts` write shapes down.
import type { Line } from "./org-lines";
import type { Outcome } from "./outcome";

export type Shape =
  | { kind: "text"; x: number; y: number; text: string; size: number; bold: boolean; fill: string }
  | {
      kind: "box";
      x: number;
      y: number;
      width: number;
      height: number;
      radius: number;
      fill: string;
      stroke: string | null;
      dash: readonly number[];
    }
  | {
      kind: "lines";
      /** Painted at one go: where two lie on each other they look like one. */
      lines: readonly Line[];
      stroke: string;
      width: number;
      dash: readonly number[];
    };

/** Shapes that belong together, with words for who points at them. */
export interface Part {
  title: string | null;
  shapes: Shape[];
}

/** The light theme of `tokens.css` and of the chart, as every program that reads SVG knows colours. */
export const INK = {
  back: "#f9fafc",
  card: "#ffffff",
  pill: "#eaedf2",
  text: "#1d2029",
  subtle: "#585c67",
  border: "#dadce2",
  strong: "#8e929c",
  look: "#865403",
  blocked: "#ba1d27",
} as const;
/** The colour of what is worth a look or stands in the way. */
export const TONE_INK: Readonly<Record<Outcome, string>> = {
  ok: INK.subtle,
  off: INK.subtle,
  note: INK.subtle,
  look: INK.look,
  blocked: INK.blocked,
};
/** A line without gaps. */
export const SOLID: readonly number[] = [];

/** Text that begins at a point of its base line. */
export function text(
  x: number,
  y: number,
  words: string,
  size: number,
  bold: boolean,
  fill: string = INK.text,
): Shape {
  return { kind: "text", x, y, text: words, size, bold, fill };
}
