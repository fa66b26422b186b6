// Rows of a log that go on changing after they came: an operation gets more calls. Pure: says from
// where on rows have to be read again, and what the answer makes of those in memory.
import type { LogWindow, Placed, View } from "./traffic-window";

/** The `seq` after which everything is asked for that can be seen; nothing when nothing is in view. */
export function staleAfter(log: LogWindow<Placed>, view: View): number | null {
  const last = Math.min(view.end - log.above, log.rows.length) - 1;
  const row = log.rows[last];
  return row === undefined ? null : row.seq - 1;
}

/**
 * Puts rows that were read again, the oldest first, in the place of those in memory. With `adds`, rows
 * between them that were not in the list come in where they belong: a filter may find an operation by a
 * call that came later. Rows that are the same stay the same object.
 */
export function renew<R extends Placed>(
  log: LogWindow<R>,
  again: readonly R[],
  same: (a: R, b: R) => boolean,
  adds: boolean,
): LogWindow<R> {
  const lowest = log.rows.at(-1)?.seq ?? Infinity;
  const bySeq = new Map(again.filter((row) => row.seq <= log.head).map((row) => [row.seq, row]));
  let changed = false;
  const rows = log.rows.map((row) => {
    const other = bySeq.get(row.seq);
    bySeq.delete(row.seq);
    if (other === undefined || same(row, other)) return row;
    changed = true;
    return other;
  });
  const missing = adds ? [...bySeq.values()].filter((row) => row.seq > lowest) : [];
  if (missing.length > 0) return { ...log, rows: sorted([...rows, ...missing]) };
  return changed ? { ...log, rows } : log;
}

function sorted<R extends Placed>(rows: R[]): R[] {
  return rows.sort((a, b) => b.seq - a.seq);
}
