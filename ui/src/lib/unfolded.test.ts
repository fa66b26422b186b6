import { describe, expect, it } from "vitest";
import { emptyWindow, indexOfSeq, type LogWindow } from "./traffic-window";
import { seeded } from "./traffic-window.testing";
import { layOut, lineAt, lineOf, linesMoved, type Foldable } from "./unfolded";

/** A window over operations with so many calls, newest first; `seq`s fall by ten. */
function held(calls: number[], above = 0, below = 0): LogWindow<Foldable> {
  const top = (calls.length + above) * 10;
  const rows = calls.map((count, i) => ({ seq: top - i * 10, calls: count }));
  return { ...emptyWindow<Foldable>(), rows, above, below, head: top, loaded: true };
}
const seqAt = (log: LogWindow<Foldable>, index: number) => log.rows[index]?.seq ?? NaN;

describe("lines of unfolded operations", () => {
  const log = held([1, 3, 2, 1]);

  it("are as many as operations while nothing is unfolded", () => {
    const layout = layOut(log, new Set());
    expect(layout.count).toBe(4);
    expect(lineAt(layout, 2)).toEqual({ operation: 2, call: null });
  });

  it("are an operation and its calls below it", () => {
    const layout = layOut(log, new Set([seqAt(log, 1)]));
    const lines = Array.from({ length: layout.count }, (_, line) => lineAt(layout, line));
    expect(lines.map((line) => [line.operation, line.call])).toEqual([
      [0, null],
      [1, null],
      [1, 0],
      [1, 1],
      [1, 2],
      [2, null],
      [3, null],
    ]);
  });

  it("are one for a single call, and for what is not in memory", () => {
    expect(layOut(log, new Set([seqAt(log, 0), 9_990])).count).toBe(4);
    expect(layOut(held([3], 5, 7), new Set([60])).count).toBe(16);
  });

  it("move down by what came in above the first one in view", () => {
    const before = held([1, 1, 1], 2);
    const read = [
      { seq: 70, calls: 1 },
      { seq: 60, calls: 2 },
    ];
    const after = { ...before, rows: [...read, ...before.rows], above: 0 };
    // The two that were read are where two unread lines were; one of them is unfolded.
    expect(linesMoved(before, after, new Set([60]), 2)).toBe(2);
    expect(linesMoved(before, after, new Set(), 2)).toBe(0);
  });

  it("stay when an operation below the first one in view grows, and move when one above does", () => {
    const before = held([1, 2, 1, 2]);
    const grown = (index: number) => ({
      ...before,
      rows: before.rows.map((row, i) => (i === index ? { ...row, calls: row.calls + 1 } : row)),
    });
    const all = new Set(before.rows.map((row) => row.seq));
    expect(linesMoved(before, grown(3), all, 2)).toBe(0);
    expect(linesMoved(before, grown(1), all, 2)).toBe(1);
  });
});

describe("whatever is unfolded", () => {
  it.each(Array.from({ length: 60 }, (_, i) => i + 1))(
    "each line is one operation or call, and each of them one line (seed %i)",
    (seed) => {
      const random = seeded(seed * 7_919);
      const upTo = (most: number) => Math.floor(random() * most);
      const calls = Array.from({ length: upTo(40) + 1 }, () => 1 + upTo(5));
      const log = held(calls, upTo(10), upTo(10));
      const unfolded = new Set(log.rows.map((row) => row.seq).filter(() => random() < 0.4));
      const layout = layOut(log, unfolded);

      let line = 0;
      const total = log.above + log.rows.length + log.below;
      for (let operation = 0; operation < total; operation += 1) {
        const row = log.rows[operation - log.above];
        const inside = row && unfolded.has(row.seq) && row.calls > 1 ? row.calls : 0;
        for (const call of [null, ...Array.from({ length: inside }, (_, i) => i)]) {
          expect(lineAt(layout, line)).toEqual({ operation, call });
          expect(lineOf(layout, { operation, call })).toBe(line);
          line += 1;
        }
        if (row) expect(indexOfSeq(log, row.seq)).toBe(operation);
      }
      expect(layout.count).toBe(line);
    },
  );
});
