import { describe, expect, it } from "vitest";
import { renew, staleAfter } from "./renewed";
import { applyPage, emptyWindow, type LogWindow } from "./traffic-window";

interface Row {
  seq: number;
  calls: number;
}
const row = (seq: number, calls = 1): Row => ({ seq, calls });
const same = (a: Row, b: Row) => a.calls === b.calls;
const held = (...rows: Row[]): LogWindow<Row> =>
  applyPage(emptyWindow<Row>(), { kind: "snapshot" }, { rows, newestSeq: 50, length: rows.length });

describe("rows that go on changing", () => {
  const log = held(row(40), row(30), row(20), row(10));

  it("are asked for from the last one in view", () => {
    expect(staleAfter(log, { first: 0, end: 2 })).toBe(29);
    expect(staleAfter(log, { first: 0, end: 40 })).toBe(9);
    expect(staleAfter({ ...log, above: 5 }, { first: 4, end: 7 })).toBe(29);
  });

  it("are not asked for where nothing is in view", () => {
    expect(staleAfter(held(), { first: 0, end: 40 })).toBeNull();
    expect(staleAfter({ ...log, above: 90 }, { first: 0, end: 40 })).toBeNull();
  });

  it("are replaced where they stand, and the others stay what they were", () => {
    const after = renew(log, [row(20), row(30, 3), row(40)], same, true);
    expect(after.rows.map((one) => one.calls)).toEqual([1, 3, 1, 1]);
    expect(after.rows[0]).toBe(log.rows[0]);
  });

  it("leave the window as it is when none has changed", () => {
    expect(renew(log, [row(30), row(40)], same, true)).toBe(log);
  });

  it("come in between when a filter finds them late, but only while the view follows", () => {
    const seqs = (after: LogWindow<Row>) => after.rows.map((one) => one.seq);
    expect(seqs(renew(log, [row(25), row(30)], same, true))).toEqual([40, 30, 25, 20, 10]);
    expect(renew(log, [row(25)], same, false)).toBe(log);
  });

  it("never come from above the head or from below what is in memory", () => {
    expect(renew(log, [row(5), row(60)], same, true)).toBe(log);
  });
});
