// What part of the org chart is in view: pan, zoom, fit, and which cards that leaves. Pure.
import { CARD, type Layout } from "./org-layout";

export interface ChartView {
  /** Where the chart's origin stands on the screen, in pixels. */
  x: number;
  y: number;
  scale: number;
}
export interface Size {
  width: number;
  height: number;
}

export const SCALES = { least: 0.002, most: 2, step: 1.25 } as const;
/** From here on cards are drawn with their text. */
export const READABLE = 0.45;
/** A chart is not shrunk below this when it opens: from here on its names can be read. */
export const LEGIBLE = 0.58;
const MARGIN = 24;

export function clampScale(scale: number): number {
  return Math.min(SCALES.most, Math.max(SCALES.least, scale));
}

/** Zooms so that the point of the chart under (x, y) stays there. */
export function zoomAt(view: ChartView, factor: number, x: number, y: number): ChartView {
  const scale = clampScale(view.scale * factor);
  const ratio = scale / view.scale;
  return { scale, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio };
}

export function panBy(view: ChartView, dx: number, dy: number): ChartView {
  return { ...view, x: view.x + dx, y: view.y + dy };
}

/** The whole chart in the middle of the screen, never larger than life. */
export function fit(chart: Size, screen: Size): ChartView {
  const scale = clampScale(
    Math.min(
      1,
      (screen.width - 2 * MARGIN) / Math.max(1, chart.width),
      (screen.height - 2 * MARGIN) / Math.max(1, chart.height),
    ),
  );
  const x = (screen.width - chart.width * scale) / 2;
  const y = Math.max(MARGIN, (screen.height - chart.height * scale) / 2);
  return { scale, x, y: Math.min(y, MARGIN * 2) };
}

/**
 * How a chart opens: in its whole width, never larger than life, from the top. Where its names could
 * not be read like that it opens on its first level, or on the first card of it.
 */
export function show(chart: Layout, screen: Size): ChartView {
  const scale = Math.min(1, (screen.width - 2 * MARGIN) / Math.max(1, chart.width));
  if (scale >= LEGIBLE) {
    const high = chart.height * scale;
    const y = Math.max(MARGIN, Math.min(2 * MARGIN, (screen.height - high) / 2));
    return { scale, x: (screen.width - chart.width * scale) / 2, y };
  }
  return { scale: LEGIBLE, x: screen.width / 2 - topMiddle(chart, screen) * LEGIBLE, y: MARGIN };
}

/** The middle of the first level, or of its first card when the level is wider than the screen. */
function topMiddle(chart: Layout, screen: Size): number {
  const first = chart.x[0] ?? 0;
  let [left, right] = [first, first];
  chart.x.forEach((x, index) => {
    if (chart.y[index] === 0) [left, right] = [Math.min(left, x), Math.max(right, x)];
  });
  const whole = (right - left + CARD.width) * LEGIBLE <= screen.width - 2 * MARGIN;
  return (whole ? (left + right) / 2 : first) + CARD.width / 2;
}

/** A card in the middle of the screen, at a scale at which it can be read. */
export function centreOn(view: ChartView, x: number, y: number, screen: Size): ChartView {
  const scale = Math.max(view.scale, 0.8);
  return {
    scale,
    x: screen.width / 2 - (x + CARD.width / 2) * scale,
    y: screen.height / 2 - (y + CARD.height / 2) * scale,
  };
}

/** The same view, moved so that at least a part of the chart can be seen. */
export function keepInSight(view: ChartView, chart: Size, screen: Size): ChartView {
  const slack = 80;
  const x = Math.min(screen.width - slack, Math.max(slack - chart.width * view.scale, view.x));
  const y = Math.min(screen.height - slack, Math.max(slack - chart.height * view.scale, view.y));
  return x === view.x && y === view.y ? view : { ...view, x, y };
}

/** Indexes of the cards in view, with one card of margin around it. */
export function cardsInView(layout: Layout, view: ChartView, screen: Size): number[] {
  const left = -view.x / view.scale - CARD.width * 2;
  const right = (screen.width - view.x) / view.scale + CARD.width;
  const top = -view.y / view.scale - CARD.height * 2;
  const bottom = (screen.height - view.y) / view.scale + CARD.height;
  const found: number[] = [];
  for (let i = 0; i < layout.x.length; i += 1) {
    const x = layout.x[i] ?? 0;
    const y = layout.y[i] ?? 0;
    if (x >= left && x <= right && y >= top && y <= bottom) found.push(i);
  }
  return found;
}
