// The whole org chart as shapes for a file, at its natural size and in light colours, whatever is on the
// screen. Pure: knows neither SVG nor canvas; `org-svg.ts` and `org-png.ts` write the shapes down.
import type { PersonStatus } from "../bindings/PersonStatus";
import { PROBLEM_ORDER, problemHeading } from "./manager-text";
import type { Layout } from "./org-layout";
import { lineUp, type Line } from "./org-lines";
import { cardOf, glyphOf, type Look } from "./org-picture-card";
import { endsAtChair, type Place } from "./org-tree";
import { INK, SOLID, text, type Part, type Shape } from "./picture-shapes";
import { fitted } from "./picture-text";
import { STATUS_GLYPHS, statusWord } from "./status-text";

export interface Chart extends Look {
  /** What stands above the chart. */
  heading: string;
  /** The line below it: when, and how many. */
  subheading: string;
  places: readonly Place[];
  parents: Int32Array;
  layout: Layout;
}

export interface Picture {
  width: number;
  height: number;
  heading: string;
  /** Everything, back to front; made while it is read, so that the reader may pause. */
  parts: () => Generator<Part>;
}

const WAITING = [5, 4] as const;

const MARGIN = 32;
const LEAST_WIDTH = 560;
const LEGEND = { top: 66, row: 24, sample: 28, glyph: 14, gap: 24 } as const;

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
      for (const [at, place] of chart.places.entries()) {
        const x = MARGIN + (chart.layout.x[at] ?? 0);
        yield cardOf(place, x, top + (chart.layout.y[at] ?? 0), chart);
      }
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

/** The statuses of those who are not active. */
function left(places: readonly Place[]): PersonStatus[] {
  const all = new Set(places.map((place) => place.person?.status ?? "active"));
  all.delete("active");
  return [...all];
}

interface Entry {
  words: string;
  /** The line beside the words, where the kind has one. */
  line: "solid" | "dashed" | null;
  glyph: { text: string; fill: string } | null;
}

/** One entry for each kind of line and each status that the chart shows. */
function entriesOf({ places }: Chart): Entry[] {
  const states = new Set(places.filter(({ person }) => person).map(({ state }) => state));
  const dashed = new Set(places.filter(endsAtChair).map(({ state }) => state));
  const linked: Entry[] = [{ words: "Reports to", line: "solid", glyph: null }];
  return [
    ...(states.has("linked") ? linked : []),
    ...PROBLEM_ORDER.filter((state) => states.has(state))
      .reverse()
      .map((state): Entry => {
        const line = dashed.has(state) ? "dashed" : null;
        return { words: problemHeading(state), line, glyph: glyphOf(state) };
      }),
    ...left(places).map((status): Entry => {
      const glyph = { text: STATUS_GLYPHS[status], fill: INK.subtle };
      return { words: statusWord(status), line: null, glyph };
    }),
  ];
}

/** What lines and glyphs mean, in as many rows as the width needs. */
function legendOf(chart: Chart, width: number): { shapes: Shape[]; height: number } {
  const shapes: Shape[] = [];
  let x = MARGIN;
  let y = MARGIN + LEGEND.top;
  for (const entry of entriesOf(chart)) {
    const line = entry.line === null ? 0 : LEGEND.sample + 6;
    const sample = line + (entry.glyph === null ? 0 : LEGEND.glyph + 6);
    const wide = sample + chart.measure(entry.words, 12, false);
    if (x > MARGIN && x + wide > width - MARGIN) {
      x = MARGIN;
      y += LEGEND.row;
    }
    if (entry.line !== null) {
      const points: Line = [
        [x, y + 8],
        [x + LEGEND.sample, y + 8],
      ];
      shapes.push(reporting([points], entry.line === "dashed"));
    }
    if (entry.glyph)
      shapes.push(text(x + line, y + 12, entry.glyph.text, 12, true, entry.glyph.fill));
    shapes.push(text(x + sample, y + 12, entry.words, 12, false, INK.subtle));
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

/** The lines of one manager: those that lead there, and those that end at an empty chair. */
function linesOf(chart: Chart, below: readonly number[], top: number): Shape[] {
  return [false, true].flatMap((waiting) => {
    const some = below.filter((at) => endsAtChair(chart.places[at]) === waiting);
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
