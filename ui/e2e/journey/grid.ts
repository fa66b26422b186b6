// Reads whole grids. They draw only the rows in view, so the page is scrolled from the top to the
// end and put back; each row is told by its own position, and every cell by its text.
import { expect } from "@playwright/test";
import type { Stage } from "./stage";

export interface GridRow {
  /** Position in the list, from 0. */
  index: number;
  /** What identifies the row in the page; for a request its number. */
  key: string;
  cells: string[];
}

interface View {
  rows: GridRow[];
  /** Rows of the whole list as the grid tells assistive technology. */
  count: number;
  top: number;
  bottom: number;
  /** Whether rows that were read fill all of the view. */
  filled: boolean;
}

/** How many rows a grid says it has; none when there is no such grid. */
export function countRows(stage: Stage, label: string): Promise<number> {
  return stage.run((name) => {
    const grid = document.querySelector(`[role="grid"][aria-label="${name}"]`);
    if (!grid) return 0;
    const titles = grid.querySelector('[role="columnheader"]') ? 1 : 0;
    return Number(grid.getAttribute("aria-rowcount")) - titles;
  }, label);
}

/** Every row from first to last. Fails when one stands twice or is missing. */
export async function readRows(stage: Stage, label: string): Promise<GridRow[]> {
  const found = new Map<number, GridRow>();
  let top = 0;
  for (;;) {
    const view = await settled(stage, label, top);
    for (const row of view.rows) {
      expect(found.get(row.index)?.key ?? row.key, `row ${row.index} stays what it was`).toBe(
        row.key,
      );
      found.set(row.index, row);
    }
    if (view.bottom <= top + 1 || found.size >= view.count) break;
    top = view.top + 240;
  }
  await settled(stage, label, 0);
  const rows = [...found.values()].sort((a, b) => a.index - b.index);
  expect(new Set(rows.map((row) => row.key)).size, "no row stands twice").toBe(rows.length);
  expect(
    rows.map((row) => row.index),
    "no row is missing",
  ).toEqual(rows.map((_, index) => index));
  return rows;
}

/** Scrolls there and waits until every row in view has been read. */
async function settled(stage: Stage, label: string, top: number): Promise<View> {
  await stage.run(
    ({ name, to }) =>
      document.querySelector(`[role="grid"][aria-label="${name}"]`)?.scrollTo({ top: to }),
    { name: label, to: top },
  );
  let view = await look(stage, label);
  await expect
    .poll(async () => {
      view = await look(stage, label);
      return { filled: view.filled, at: Math.abs(view.top - Math.min(top, view.bottom)) < 2 };
    })
    .toEqual({ filled: true, at: true });
  return view;
}

function look(stage: Stage, label: string): Promise<View> {
  return stage.run((name) => {
    const grid = document.querySelector<HTMLElement>(`[role="grid"][aria-label="${name}"]`);
    if (!grid) return { rows: [], count: 0, top: 0, bottom: 0, filled: true };
    const titles = grid.querySelector('[role="columnheader"]') ? 1 : 0;
    const count = Number(grid.getAttribute("aria-rowcount")) - titles;
    const { top, bottom } = grid.getBoundingClientRect();
    let [from, to] = [bottom, top];
    const rows = [...grid.querySelectorAll<HTMLElement>('[role="row"]')]
      .filter((row) => row.querySelector('[role="gridcell"]'))
      .map((row) => {
        const box = row.getBoundingClientRect();
        const index = Number(row.getAttribute("aria-rowindex")) - 1 - titles;
        from = Math.min(from, index === 0 ? top : box.top);
        to = Math.max(to, index === count - 1 ? bottom : box.bottom);
        return {
          index,
          key: row.id.slice(row.id.indexOf("-") + 1),
          cells: [...row.querySelectorAll<HTMLElement>('[role="gridcell"]')].map((cell) =>
            cell.innerText.replaceAll(/\s+/g, " ").trim(),
          ),
        };
      });
    const reading = grid.querySelector('[aria-label="Not read yet"]') !== null;
    return {
      rows,
      count,
      top: grid.scrollTop,
      bottom: grid.scrollHeight - grid.clientHeight,
      // Under the titles nobody sees anything.
      filled: count === 0 || (!reading && from <= top + titles * 40 && to >= bottom),
    };
  }, label);
}
