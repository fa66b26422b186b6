import { describe, expect, it } from "vitest";
import { CARD, layOut, type Layout } from "./org-layout";
import { fit, LEGIBLE, show } from "./org-view";

const SCREEN = { width: 1_080, height: 700 };

/** A chief with so many managers, each with three people. */
function company(managers: number): Layout {
  const parents = [-1];
  for (let manager = 1; manager <= managers; manager += 1) {
    const at = parents.push(0) - 1;
    for (let report = 0; report < 3; report += 1) parents.push(at);
  }
  return layOut({ parents: Int32Array.from(parents) });
}
const left = (chart: Layout, scale: number, x: number) => Math.min(...chart.x) * scale + x;
const right = (chart: Layout, scale: number, x: number) =>
  (Math.max(...chart.x) + CARD.width) * scale + x;

describe("how a chart opens", () => {
  it("a small one in life size, in the middle", () => {
    const chart = company(2);
    const view = show(chart, SCREEN);
    expect(view.scale).toBe(1);
    const [from, to] = [left(chart, 1, view.x), right(chart, 1, view.x)];
    expect(from).toBeCloseTo(SCREEN.width - to);
  });

  it("a wider one as a whole: nobody is cut at the sides", () => {
    const chart = company(6);
    const view = show(chart, SCREEN);
    expect(view.scale).toBeLessThan(1);
    expect(view.scale).toBeGreaterThanOrEqual(LEGIBLE);
    expect(left(chart, view.scale, view.x)).toBeGreaterThanOrEqual(0);
    expect(right(chart, view.scale, view.x)).toBeLessThanOrEqual(SCREEN.width);
  });

  it("a higher one in its whole width all the same, from the top", () => {
    const chart = company(6);
    const view = show(chart, { ...SCREEN, height: 200 });
    expect(view.scale).toBe(show(chart, SCREEN).scale);
    expect(view.y).toBeGreaterThan(0);
  });

  it("one too wide to be read on its chief, legible", () => {
    const chart = company(40);
    const view = show(chart, SCREEN);
    expect(view.scale).toBe(LEGIBLE);
    const chief = ((chart.x[0] ?? 0) + CARD.width / 2) * view.scale + view.x;
    expect(chief).toBeCloseTo(SCREEN.width / 2);
  });

  it("several at the top are in the middle together", () => {
    const several = layOut({ parents: Int32Array.from([-1, -1, 0, 0, 1, 1]) });
    const wide = { ...several, width: 9_000 };
    const view = show(wide, SCREEN);
    const tops = [0, 1].map((index) => (several.x[index] ?? 0) * view.scale + view.x);
    const middle = (Math.min(...tops) + Math.max(...tops) + CARD.width * view.scale) / 2;
    expect(middle).toBeCloseTo(SCREEN.width / 2);
  });
});

it("“Show all” shows all, however small it becomes", () => {
  const chart = company(40);
  const view = fit(chart, SCREEN);
  expect(view.scale).toBeLessThan(LEGIBLE);
  expect(left(chart, view.scale, view.x)).toBeGreaterThanOrEqual(0);
  expect(right(chart, view.scale, view.x)).toBeLessThanOrEqual(SCREEN.width);
  expect(view.y + chart.height * view.scale).toBeLessThanOrEqual(SCREEN.height);
});
