// Paints what needs no text: the reporting lines, and the cards as blocks when they are too small
// to read. A canvas keeps ten thousand lines off the DOM.
import { CARD, type Layout } from "../../lib/org-layout";
import { lineUp } from "../../lib/org-lines";
import { endsAtChair } from "../../lib/org-tree";
import { READABLE, type ChartView, type Size } from "../../lib/org-view";
import type { Drawn } from "./org.svelte";

/** Colours as the browser resolved them from the tokens. */
export interface Ink {
  line: string;
  waiting: string;
  plain: string;
  chosen: string;
  teams: string[];
}

/** Resolves the jobs of the chart into colours a canvas understands. */
export function readInk(probe: HTMLElement): Ink {
  const resolve = (value: string) => {
    probe.style.color = value;
    return getComputedStyle(probe).color;
  };
  return {
    line: resolve("var(--border-strong)"),
    waiting: resolve("var(--look)"),
    plain: resolve("var(--border-strong)"),
    chosen: resolve("var(--accent)"),
    teams: Array.from({ length: 8 }, (_, hue) => resolve(`var(--team-${hue})`)),
  };
}

export interface Painting {
  drawn: Drawn;
  layout: Layout;
  view: ChartView;
  screen: Size;
  ink: Ink;
  chosen: number;
  /** Hue of a place's team, or -1. */
  hueOf: (index: number) => number;
}

export function paint(canvas: HTMLCanvasElement, painting: Painting): void {
  const { view, screen } = painting;
  const ratio = Math.min(2, globalThis.devicePixelRatio || 1);
  const width = Math.round(screen.width * ratio);
  const height = Math.round(screen.height * ratio);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.clearRect(0, 0, width, height);
  const scale = view.scale * ratio;
  pen.setTransform(scale, 0, 0, scale, view.x * ratio, view.y * ratio);
  paintLines(pen, painting);
  if (view.scale < READABLE) paintBlocks(pen, painting);
}

function paintLines(pen: CanvasRenderingContext2D, painting: Painting): void {
  const { drawn, layout, view, screen, ink } = painting;
  const left = -view.x / view.scale;
  const right = (screen.width - view.x) / view.scale;
  const top = -view.y / view.scale;
  const bottom = (screen.height - view.y) / view.scale;
  for (const dashed of [false, true]) {
    pen.beginPath();
    pen.setLineDash(dashed ? [5, 4] : []);
    pen.lineWidth = Math.max(1, 0.8 / view.scale);
    pen.strokeStyle = dashed ? ink.waiting : ink.line;
    for (let i = 0; i < drawn.parents.length; i += 1) {
      const parent = drawn.parents[i] ?? -1;
      if (parent < 0 || endsAtChair(drawn.places[i]) !== dashed) continue;
      const line = lineUp(layout, i, parent);
      const [first, last] = [line[0], line.at(-1)];
      if (!first || !last || first[1] > bottom || last[1] < top) continue;
      if (Math.max(first[0], last[0]) < left || Math.min(first[0], last[0]) > right) continue;
      pen.moveTo(first[0], first[1]);
      for (const [x, y] of line.slice(1)) pen.lineTo(x, y);
    }
    pen.stroke();
  }
  pen.setLineDash([]);
}

function paintBlocks(pen: CanvasRenderingContext2D, painting: Painting): void {
  const { drawn, layout, view, screen, ink, chosen, hueOf } = painting;
  const left = -view.x / view.scale - CARD.width;
  const right = (screen.width - view.x) / view.scale;
  for (let i = 0; i < drawn.places.length; i += 1) {
    const x = layout.x[i] ?? 0;
    if (x < left || x > right) continue;
    const hue = hueOf(i);
    pen.fillStyle = i === chosen ? ink.chosen : hue < 0 ? ink.plain : (ink.teams[hue] ?? ink.plain);
    const least = 1.5 / view.scale;
    pen.fillRect(x, layout.y[i] ?? 0, Math.max(CARD.width, least), Math.max(CARD.height, least));
  }
}
