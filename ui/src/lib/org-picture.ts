// The whole org chart as shapes for a file, at its natural size and in light colours, whatever is on the
// screen. Pure: knows neither SVG nor canvas; `org-svg.ts` and `org-png.ts` write the shapes down.
import { MANAGER_GLYPHS, problemHeading } from "./manager-text";
import { counted } from "./numbers";
import { CARD, type Layout } from "./org-layout";
import { lineUp, type Line } from "./org-lines";
import type { Place } from "./org-tree";
import { fitted, oneLine, type Measure } from "./picture-text";
import type { TeamColour } from "./team-colour";

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

export interface Chart {
  /** What stands above the chart. */
  heading: string;
  /** The line below it: when, and how many. */
  subheading: string;
  places: readonly Place[];
  parents: Int32Array;
  layout: Layout;
  colours: ReadonlyMap<string, TeamColour>;
  measure: Measure;
}

export interface Picture {
  width: number;
  height: number;
  heading: string;
  /** Everything, back to front; made while it is read, so that the reader may pause. */
  parts: () => Generator<Part>;
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
const TEAMS = [
  "#1577c8",
  "#dd881b",
  "#19966e",
  "#c04688",
  "#5cb8da",
  "#c2460d",
  "#d9c64d",
  "#6549a3",
] as const;
const WAITING = [5, 4] as const;
const CHAIR = [4, 3] as const;
const PATTERNS = [[], [6, 2], [2, 2]] as const;
const SOLID: readonly number[] = [];

const MARGIN = 32;
const LEAST_WIDTH = 560;
const LEGEND = { top: 66, row: 24, sample: 28, gap: 24 } as const;

export function pictureOf(chart: Chart): Picture {
  const width = Math.ceil(Math.max(LEAST_WIDTH, chart.layout.width) + 2 * MARGIN);
  const legend = legendOf(chart, width);
  const top = MARGIN + LEGEND.top + legend.height + 16;
  return {
    width,
    height: Math.ceil(top + chart.layout.height + MARGIN),
    heading: chart.heading,
    *parts() {
      yield { title: null, shapes: headOf(chart, width) };
      yield { title: null, shapes: legend.shapes };
      for (const below of reports(chart.parents)) {
        yield { title: null, shapes: linesOf(chart, below, top) };
      }
      for (let at = 0; at < chart.places.length; at += 1) yield cardOf(chart, at, top);
    },
  };
}

function headOf(chart: Chart, width: number): Shape[] {
  const room = width - 2 * MARGIN;
  return [
    text(MARGIN, MARGIN + 18, fitted(chart.heading, room, 20, true, chart.measure), 20, true),
    text(
      MARGIN,
      MARGIN + 42,
      fitted(chart.subheading, room, 13, false, chart.measure),
      13,
      false,
      INK.subtle,
    ),
  ];
}

/** What lines and glyphs mean, in as many rows as the width needs. */
function legendOf(chart: Chart, width: number): { shapes: Shape[]; height: number } {
  const entries: { words: string; glyph?: string; fill?: string; dashed?: boolean }[] = [
    { words: "Reports to" },
    { words: "Waiting for a manager who is not here", dashed: true },
    { words: problemHeading("loop"), glyph: MANAGER_GLYPHS.loop, fill: INK.blocked },
    { words: problemHeading("itself"), glyph: MANAGER_GLYPHS.itself, fill: INK.blocked },
    { words: "Not here yet", glyph: MANAGER_GLYPHS.pending, fill: INK.look },
    { words: "Deactivated", glyph: "⊘", fill: INK.subtle },
  ];
  const shapes: Shape[] = [];
  let x = MARGIN;
  let y = MARGIN + LEGEND.top;
  for (const entry of entries) {
    const sample = entry.glyph === undefined ? LEGEND.sample : 14;
    const wide = sample + 6 + chart.measure(entry.words, 12, false);
    if (x > MARGIN && x + wide > width - MARGIN) {
      x = MARGIN;
      y += LEGEND.row;
    }
    if (entry.glyph === undefined) {
      const points: Line = [
        [x, y + 8],
        [x + LEGEND.sample, y + 8],
      ];
      const dashed = entry.dashed === true;
      shapes.push(reporting([points], dashed));
    } else shapes.push(text(x, y + 12, entry.glyph, 12, true, entry.fill));
    shapes.push(text(x + sample + 6, y + 12, entry.words, 12, false, INK.subtle));
    x += wide + LEGEND.gap;
  }
  return { shapes, height: y - MARGIN - LEGEND.top + LEGEND.row };
}

/** Who stands below each manager, by index. */
function reports(parents: Int32Array): Iterable<number[]> {
  const below = new Map<number, number[]>();
  parents.forEach((parent, at) => {
    const known = below.get(parent);
    if (known) known.push(at);
    else if (parent >= 0) below.set(parent, [at]);
  });
  return below.values();
}

/** The lines of one manager: those that lead there, and those that wait. */
function linesOf(chart: Chart, below: readonly number[], top: number): Shape[] {
  return [false, true].flatMap((waiting) => {
    const some = below.filter((at) => (chart.places[at]?.state === "pending") === waiting);
    if (some.length === 0) return [];
    const moved = some.map((at) =>
      lineUp(chart.layout, at, chart.parents[at] ?? -1).map(
        ([x, y]) => [MARGIN + x, top + y] as const,
      ),
    );
    return [reporting(moved, waiting)];
  });
}

function reporting(lines: readonly Line[], waiting: boolean): Shape {
  const dash = waiting ? WAITING : SOLID;
  return { kind: "lines", lines, stroke: waiting ? INK.look : INK.strong, width: 1.5, dash };
}

function cardOf(chart: Chart, at: number, top: number): Part {
  const place = chart.places[at];
  if (!place) return { title: null, shapes: [] };
  const x = MARGIN + (chart.layout.x[at] ?? 0);
  const y = top + (chart.layout.y[at] ?? 0);
  const person = place.person;
  const waits = !person || place.state === "pending";
  const shapes: Shape[] = [
    {
      kind: "box",
      x: x + 0.5,
      y: y + 0.5,
      width: CARD.width - 1,
      height: CARD.height - 1,
      radius: 8,
      fill: person ? INK.card : INK.back,
      stroke: waits ? INK.strong : INK.border,
      dash: waits ? CHAIR : SOLID,
    },
  ];
  const colour = person?.team == null ? undefined : chart.colours.get(person.team);
  if (colour) shapes.push(barOf(colour, x, y));
  const pill = place.children.length > 0 ? String(place.children.length) : null;
  let room = CARD.width - 14 - 10;
  if (pill !== null) {
    const wide = Math.max(26, chart.measure(pill, 12, false) + 14);
    room -= wide;
    shapes.push(...pillOf(pill, wide, x, y, chart.measure));
  }
  const words = wordsOf(place);
  let left = x + 14;
  if (words.glyph) {
    const wide = chart.measure(words.glyph.text, 13, true) + 4;
    shapes.push(text(left, y + 25, words.glyph.text, 13, true, words.glyph.fill));
    left += wide;
  }
  const nameRoom = room - (left - x - 14);
  const fill = person?.active === false || !person ? INK.subtle : INK.text;
  shapes.push(
    text(left, y + 25, fitted(words.name, nameRoom, 13, true, chart.measure), 13, true, fill),
  );
  shapes.push(
    text(
      x + 14,
      y + 42,
      fitted(words.detail, room, 12, false, chart.measure),
      12,
      false,
      INK.subtle,
    ),
  );
  return { title: words.title, shapes };
}

interface Words {
  glyph: { text: string; fill: string } | null;
  name: string;
  detail: string;
  title: string;
}

function wordsOf(place: Place): Words {
  const person = place.person;
  if (!person) {
    const glyph = { text: MANAGER_GLYPHS.pending, fill: INK.look };
    const detail = oneLine(place.name);
    return { glyph, name: "Not here yet", detail, title: `Not here yet: ${detail}` };
  }
  const name = oneLine(place.name);
  const detail = [person.title, person.team].filter(Boolean).join(" · ");
  const odd = place.state === "loop" || place.state === "itself" || place.state === "dangling";
  const states = [
    person.active ? null : "Deactivated",
    odd || place.state === "pending" ? problemHeading(place.state) : null,
    place.below > 0 ? `${counted(place.below, "person", "people")} below` : null,
  ];
  const title = [name, oneLine(detail), ...states].filter(Boolean).join("\n");
  const glyph = odd
    ? { text: MANAGER_GLYPHS[place.state], fill: INK.blocked }
    : person.active
      ? null
      : { text: "⊘", fill: INK.subtle };
  return { glyph, name, detail: oneLine(detail) || "No title, no team", title };
}

function barOf(colour: TeamColour, x: number, y: number): Shape {
  const points: Line = [
    [x + 5, y + 7],
    [x + 5, y + CARD.height - 7],
  ];
  const stroke = TEAMS[colour.hue] ?? INK.strong;
  const dash = PATTERNS[colour.pattern] ?? SOLID;
  return { kind: "lines", lines: [points], stroke, width: 4, dash };
}

function pillOf(words: string, wide: number, x: number, y: number, measure: Measure): Shape[] {
  const left = x + CARD.width - 7 - wide;
  const inset = (wide - measure(words, 12, false)) / 2;
  return [
    {
      kind: "box",
      x: left,
      y: y + 17,
      width: wide,
      height: 22,
      radius: 11,
      fill: INK.pill,
      stroke: null,
      dash: SOLID,
    },
    text(left + inset, y + 32, words, 12, false, INK.subtle),
  ];
}

function text(
  x: number,
  y: number,
  words: string,
  size: number,
  bold: boolean,
  fill: string = INK.text,
): Shape {
  return { kind: "text", x, y, text: words, size, bold, fill };
}
