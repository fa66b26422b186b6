// Where the rows of the log come from: single requests, or the operations that they add up to.
import type { ExchangeRow } from "../../bindings/ExchangeRow";
import type { OperationRow } from "../../bindings/OperationRow";
import type { TrafficQuery } from "../../bindings/TrafficQuery";
import { movedBy, type LogWindow, type Placed } from "../../lib/traffic-window";
import { linesMoved } from "../../lib/unfolded";
import { rpc } from "../../transport";

/** A page of rows. */
export interface Answer<R> {
  rows: R[];
  matching: number;
  matchingCapped: boolean;
  /** Rows of the connection, filtered or not, where that is known. */
  total: number | null;
  /** Rows that are still to come have a larger `seq`. */
  newestSeq: number;
  echo: string | null;
  filterProblem: string | null;
}

export interface Source<R extends Placed> {
  ask(query: TrafficQuery): Promise<Answer<R>>;
  /** For rows that go on changing: whether a row is what it was. */
  same?(a: R, b: R): boolean;
  /** How many lines down those moved that are looked at; the first row in view is `first`. */
  moved(before: LogWindow<R>, after: LogWindow<R>, first: number): number;
}

export const requests: Source<ExchangeRow> = {
  ask: (query) => rpc("traffic", query),
  moved: movedBy,
};

/** Operations, of which those with these `seq` are unfolded. */
export function operations(unfolded: () => ReadonlySet<number>): Source<OperationRow> {
  return {
    ask: async (query) => ({ ...(await rpc("operations", query)), total: null }),
    same: (a, b) => a.calls === b.calls && a.lastNumber === b.lastNumber,
    moved: (before, after, first) => linesMoved(before, after, unfolded(), first),
  };
}
