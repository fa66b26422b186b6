// A log as the backend keeps it, and how a window over it is settled and compared with it.
import { expect } from "vitest";
import {
  applyPage,
  lengthOf,
  nextAsk,
  PAGE,
  type Ask,
  type LogWindow,
  type Page,
  type Placed,
  type View,
} from "./traffic-window";

/** The backend's side of the contract: `traffic` over rows in the order of `seq`. */
export class Log {
  seq = 0;
  rows: Placed[] = [];

  /** Adds exchanges; between them lie `seq`s of changes, which are no rows. */
  grow(count: number, random: () => number = () => 0): this {
    for (let i = 0; i < count; i += 1) {
      this.seq += 1 + Math.floor(random() * 3);
      this.rows.push({ seq: this.seq });
    }
    return this;
  }

  answer(ask: Ask): Page<Placed> {
    const found = this.find(ask);
    return { rows: found, newestSeq: this.seq, length: this.rows.length };
  }

  private find(ask: Ask): Placed[] {
    if ("afterSeq" in ask) return this.rows.filter((row) => row.seq > ask.afterSeq).slice(0, PAGE);
    const before = "beforeSeq" in ask ? ask.beforeSeq : Infinity;
    return this.rows
      .filter((row) => row.seq < before)
      .slice(-PAGE)
      .reverse();
  }
}

export const top: View = { first: 0, end: 40 };

/** Asks until nothing is wanted. */
export function settle(log: Log, window: LogWindow<Placed>, view: View = top): LogWindow<Placed> {
  let now = window;
  for (let turn = 0; turn < 1_000; turn += 1) {
    const ask = nextAsk(now, view, log.seq);
    if (!ask) return now;
    now = applyPage(now, ask, log.answer(ask));
  }
  throw new Error("never settles");
}

export const seqs = (window: LogWindow<Placed>) => window.rows.map((row) => row.seq);

/** The list that the window is a part of. */
export function list(log: Log, window: LogWindow<Placed>): number[] {
  const known = log.rows.filter((row) => row.seq <= window.head);
  return known.map((row) => row.seq).reverse();
}

export function expectExact(log: Log, window: LogWindow<Placed>) {
  const all = list(log, window);
  // As text: comparing thousands of lists by element takes seconds where the processor is shared.
  const wanted = all.slice(window.above, window.above + window.rows.length);
  expect(seqs(window).join(" ")).toBe(wanted.join(" "));
  expect(lengthOf(window)).toBe(all.length);
  const fresh = log.rows.filter((row) => row.seq > window.head && row.seq <= window.counted);
  expect(window.fresh).toBe(fresh.length);
}

/** Numbers that look random and are the same each time. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
