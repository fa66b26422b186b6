// Which line of the list is which operation, or which of its calls, when some operations are unfolded.
// Pure. An operation that is not in memory is one line: nobody knows yet how many calls it has.
import { indexOfSeq, lengthOf, rowAt, type LogWindow, type Placed } from "./traffic-window";

/** What a row must have to be unfolded. */
export interface Foldable extends Placed {
  calls: number;
}

/** A line of the list: an operation, or one of its calls. */
export interface Line {
  /** Place of the operation among operations. */
  operation: number;
  /** Place of the call in it; nothing for the operation itself. */
  call: number | null;
}

interface Opened {
  operation: number;
  /** Its own line. */
  line: number;
  calls: number;
}

/** Where the unfolded operations stand, from the top. */
export interface Layout {
  opened: readonly Opened[];
  /** Lines of the whole list. */
  count: number;
}

/** Whether it has something to unfold: a single call is its own line. */
export function unfolds(row: Foldable): boolean {
  return row.calls > 1;
}

/** The lines of the list when the operations with these `seq` are unfolded. */
export function layOut(log: LogWindow<Foldable>, unfolded: ReadonlySet<number>): Layout {
  const places = [...unfolded].map((seq) => indexOfSeq(log, seq)).filter((place) => place >= 0);
  places.sort((a, b) => a - b);
  const opened: Opened[] = [];
  let extra = 0;
  for (const operation of places) {
    const row = rowAt(log, operation);
    if (!row || !unfolds(row)) continue;
    opened.push({ operation, line: operation + extra, calls: row.calls });
    extra += row.calls;
  }
  return { opened, count: lengthOf(log) + extra };
}

/** What stands on a line. */
export function lineAt(layout: Layout, line: number): Line {
  let extra = 0;
  for (const one of layout.opened) {
    if (line <= one.line) break;
    if (line <= one.line + one.calls) {
      return { operation: one.operation, call: line - one.line - 1 };
    }
    extra += one.calls;
  }
  return { operation: line - extra, call: null };
}

/** The line on which it stands. */
export function lineOf(layout: Layout, { operation, call }: Line): number {
  let extra = 0;
  for (const one of layout.opened) {
    if (one.operation >= operation) break;
    extra += one.calls;
  }
  return operation + extra + (call === null ? 0 : call + 1);
}

/**
 * How many lines those that are looked at moved down by. The first operation that is wholly in view,
 * `first`, keeps its place on the screen.
 */
export function linesMoved(
  before: LogWindow<Foldable>,
  after: LogWindow<Foldable>,
  unfolded: ReadonlySet<number>,
  first: number,
): number {
  const row = rowAt(before, first) ?? before.rows[Math.floor(before.rows.length / 2)];
  if (!row) return 0;
  const now = indexOfSeq(after, row.seq);
  if (now < 0) return 0;
  const was = indexOfSeq(before, row.seq);
  const line = (log: LogWindow<Foldable>, operation: number) =>
    lineOf(layOut(log, unfolded), { operation, call: null });
  return line(after, now) - line(before, was);
}
