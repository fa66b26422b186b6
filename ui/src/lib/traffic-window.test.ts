import { describe, expect, it } from "vitest";
import {
  applyPage,
  emptyWindow,
  FRESH_MOST,
  indexOfSeq,
  KEEP,
  lengthOf,
  MOST,
  nextAsk,
  PAGE,
  rowAt,
  type Ask,
  type LogWindow,
  type Placed,
  type View,
} from "./traffic-window";
import { expectExact, Log, seeded, seqs, settle, top } from "./traffic-window.testing";

describe("a view that follows", () => {
  it("shows the newest page first and knows how much lies below", () => {
    const log = new Log().grow(1_204);
    const window = settle(log, emptyWindow());
    expect(seqs(window)[0]).toBe(1_204);
    expect(window.rows).toHaveLength(PAGE);
    expect(lengthOf(window)).toBe(1_204);
    expectExact(log, window);
  });

  it("asks for nothing while nothing new came", () => {
    const log = new Log().grow(3);
    expect(nextAsk(settle(log, emptyWindow()), top, log.seq)).toBeNull();
  });

  it("takes the tail in and drops the oldest from memory", () => {
    const log = new Log().grow(300);
    let window = settle(log, emptyWindow());
    for (let tick = 0; tick < 10; tick += 1) {
      log.grow(100);
      window = settle(log, window);
      expectExact(log, window);
    }
    expect(window.rows).toHaveLength(KEEP);
    expect(seqs(window)[0]).toBe(1_300);
  });

  it("applies nothing twice when an answer overlaps what it has", () => {
    const log = new Log().grow(10);
    const window = settle(log, emptyWindow());
    const ask: Ask = { kind: "tail", afterSeq: 5 };
    expect(seqs(applyPage(window, ask, log.answer(ask)))).toEqual(seqs(window));
  });

  it("begins anew when more came than a page holds", () => {
    const log = new Log().grow(10);
    let window = settle(log, emptyWindow());
    log.grow(PAGE + 1);
    const ask = nextAsk(window, top, log.seq);
    expect(ask?.kind).toBe("tail");
    if (ask) window = applyPage(window, ask, log.answer(ask));
    expect(nextAsk(window, top, log.seq)).toEqual({ kind: "snapshot" });
    window = settle(log, window);
    expectExact(log, window);
    expect(seqs(window)[0]).toBe(PAGE + 11);
  });

  it("starts empty and takes the first row", () => {
    const log = new Log();
    let window = settle(log, emptyWindow());
    expect(window.loaded).toBe(true);
    expect(lengthOf(window)).toBe(0);
    window = settle(log.grow(1), window);
    expect(seqs(window)).toEqual([1]);
  });
});

describe("a paused view", () => {
  it("does not move, and counts what arrives", () => {
    const log = new Log().grow(50);
    const before = { ...settle(log, emptyWindow()), paused: true };
    log.grow(214);
    const after = settle(log, before);
    expect(seqs(after)).toEqual(seqs(before));
    expect(after.fresh).toBe(214);
  });

  it("catches up without a loss when it goes on", () => {
    for (const arrived of [1, 150, PAGE, 3_000]) {
      const log = new Log().grow(50);
      let window: LogWindow<Placed> = { ...settle(log, emptyWindow()), paused: true };
      window = settle(log.grow(arrived), window);
      window = settle(log, { ...window, paused: false });
      expectExact(log, window);
      expect(window.fresh).toBe(0);
      expect(seqs(window)[0]).toBe(50 + arrived);
    }
  });

  it("takes an answer that was under way as a count only", () => {
    const log = new Log().grow(5);
    const window = settle(log, emptyWindow());
    log.grow(3);
    const ask = nextAsk(window, top, log.seq);
    const late = ask && applyPage({ ...window, paused: true }, ask, log.answer(ask));
    expect(late && seqs(late)).toEqual(seqs(window));
    expect(late?.fresh).toBe(3);
  });

  it("stops counting at ten thousand", () => {
    const log = new Log().grow(1);
    const window = { ...settle(log, emptyWindow()), paused: true };
    const after = settle(log.grow(FRESH_MOST + 5_000), window);
    expect(after.fresh).toBeGreaterThanOrEqual(FRESH_MOST);
    expect(after.fresh).toBeLessThan(FRESH_MOST + PAGE);
  });
});

describe("a view further down", () => {
  it("pages through everything, keeps memory bounded, and comes back", () => {
    const log = new Log().grow(5_000);
    let window: LogWindow<Placed> = { ...settle(log, emptyWindow()), atTop: false };
    const seen = new Set<number>();
    const look = (view: View) => {
      window = settle(log, window, view);
      expectExact(log, window);
      expect(window.rows.length).toBeLessThanOrEqual(MOST);
      const missing: number[] = [];
      for (let i = view.first; i < view.end; i += 1) {
        const row = rowAt(window, i);
        if (row) seen.add(row.seq);
        else missing.push(i);
      }
      expect(missing).toEqual([]);
    };
    for (let first = 0; first + 40 <= 5_000; first += 40) look({ first, end: first + 40 });
    expect(seen.size).toBe(5_000);
    expect(window.above).toBeGreaterThan(0);
    for (let first = 4_960; first >= 0; first -= 40) look({ first, end: first + 40 });
    expect(window.above).toBe(0);
  });

  it("keeps its place while rows arrive, and says how many", () => {
    const log = new Log().grow(900);
    let window: LogWindow<Placed> = { ...settle(log, emptyWindow()), atTop: false };
    const view = { first: 300, end: 340 };
    window = settle(log, window, view);
    const looked = rowAt(window, 320);
    window = settle(log.grow(77), window, view);
    expect(rowAt(window, 320)).toEqual(looked);
    expect(window.fresh).toBe(77);
    window = settle(log, { ...window, atTop: true });
    expect(seqs(window)[0]).toBe(977);
    expectExact(log, window);
  });

  it("jumps into a million rows with one question, and lands near", () => {
    const log = new Log();
    log.rows = Array.from({ length: 1_000_000 }, (_, i) => ({ seq: i + 1 }));
    log.seq = 1_000_000;
    const start = {
      ...applyPage(emptyWindow(), { kind: "snapshot" }, log.answer({ kind: "snapshot" })),
      atTop: false,
    };
    const view = { first: 500_000, end: 500_040 };
    const ask = nextAsk(start, view, log.seq);
    expect(ask?.kind).toBe("jump");
    if (!ask) return;
    const window = applyPage(start, ask, log.answer(ask));
    expect(lengthOf(window)).toBe(1_000_000);
    expect(Math.abs((rowAt(window, 500_000)?.seq ?? 0) - 500_000)).toBeLessThan(500);
    const up = nextAsk(window, { first: 100_000, end: 100_040 }, log.seq);
    const back = up && applyPage(window, up, log.answer(up));
    expect(Math.abs((back ? (rowAt(back, 100_000)?.seq ?? 0) : 0) - 900_000)).toBeLessThan(500);
  });

  it("reaches the very last row from far away", () => {
    const log = new Log().grow(30_000);
    const start = { ...settle(log, emptyWindow()), atTop: false };
    const window = settle(log, start, { first: 29_960, end: 30_000 });
    expect(rowAt(window, 29_999)).toEqual({ seq: 1 });
    expectExact(log, window);
  });

  it("ignores a page that no longer adjoins", () => {
    const log = new Log().grow(1_000);
    const window = { ...settle(log, emptyWindow()), atTop: false };
    const ask: Ask = { kind: "older", beforeSeq: 500 };
    expect(applyPage(window, ask, log.answer(ask))).toBe(window);
  });

  it("finds a row by its seq, and not one that is elsewhere", () => {
    const log = new Log().grow(500, seeded(7));
    const window = settle(log, emptyWindow());
    const some = window.rows[123];
    expect(some && indexOfSeq(window, some.seq)).toBe(123);
    expect(indexOfSeq(window, log.seq + 1)).toBe(-1);
    expect(indexOfSeq(window, -4)).toBe(-1);
  });
});
