// The part of a long, growing log that is in memory. Pure: says what to ask for and what an answer
// makes of it, so that no row is ever lost or doubled. It asks nothing itself and draws nothing.
//
// Invariants, for the list of matching rows with `seq <= head`, newest first:
// - `rows` are neighbours in it, without a gap; `above` rows come before them and `below` after
//   (exact until a jump into the unknown, which estimates them; only a page that was not full
//   sets `atEnd`, so a wrong total hides no row);
// - `fresh` rows with `head < seq <= counted` are known to have arrived and are not in it.
// Only a view that follows takes new rows into the list: data never moves what is being read.

/** What a row must have: its place in the one order of exchanges. */
export interface Placed {
  seq: number;
}

export interface LogWindow<R extends Placed> {
  rows: readonly R[];
  above: number;
  below: number;
  head: number;
  fresh: number;
  counted: number;
  /** The view is frozen by the user; recording goes on. */
  paused: boolean;
  /** The view is at its top, so that new rows may push the others down. */
  atTop: boolean;
  /** The first answer has come. */
  loaded: boolean;
  /** More came at once than a page holds: begin anew from the newest. */
  gap: boolean;
  /** `above` and `below` are estimates since a jump. */
  guessed: boolean;
  /** The last of `rows` is the last of the list. */
  atEnd: boolean;
}

/** What to ask the backend. `tail`, `count`, `newer` and `oldest` answer oldest first. */
export type Ask =
  | { kind: "snapshot" }
  | { kind: "tail"; afterSeq: number }
  | { kind: "count"; afterSeq: number }
  | { kind: "newer"; afterSeq: number }
  | { kind: "older"; beforeSeq: number }
  | { kind: "jump"; beforeSeq: number; index: number }
  | { kind: "oldest"; afterSeq: 0 };

/** An answer, without what the list does not need. */
export interface Page<R extends Placed> {
  rows: readonly R[];
  newestSeq: number;
  /** Length of the whole list, when it is known. */
  length: number | null;
}

/** Rows in view: first, and one past the last. */
export interface View {
  first: number;
  end: number;
}

/** Rows asked for at once. */
export const PAGE = 200;
/** Rows kept while following. */
export const KEEP = 400;
/** Rows kept while reading further down. */
export const MOST = 2_000;
/** Counting what arrived stops here: “10,000+ new”. */
export const FRESH_MOST = 10_000;
/** Rows are fetched when the view comes this near to the edge of what is in memory. */
const MARGIN = 60;

export function emptyWindow<R extends Placed>(paused = false): LogWindow<R> {
  return {
    rows: [],
    above: 0,
    below: 0,
    head: 0,
    fresh: 0,
    counted: 0,
    paused,
    atTop: true,
    loaded: false,
    gap: false,
    guessed: false,
    atEnd: false,
  };
}

/** Rows in the list, in memory or not. */
export function lengthOf(log: LogWindow<Placed>): number {
  return log.above + log.rows.length + log.below;
}

/** The row at a place of the list; absent while it is not in memory. */
export function rowAt<R extends Placed>(log: LogWindow<R>, index: number): R | undefined {
  return index < log.above ? undefined : log.rows[index - log.above];
}

/** Place of the row with this `seq`, or -1 when it is not in memory. */
export function indexOfSeq(log: LogWindow<Placed>, seq: number): number {
  let low = 0;
  let high = log.rows.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = log.rows[middle]?.seq ?? 0;
    if (found === seq) return log.above + middle;
    if (found > seq) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** What to ask now, given what is in view and the newest `seq` the feed told; nothing when all is well. */
export function nextAsk(log: LogWindow<Placed>, view: View, newest: number): Ask | null {
  if (!log.loaded) return { kind: "snapshot" };
  const follows = log.atTop && !log.paused;
  if (follows && (log.gap || log.above > 0 || log.fresh > PAGE)) return { kind: "snapshot" };
  const paging = nextPage(log, view);
  if (paging) return paging;
  if (follows) {
    const behind = newest > log.head || log.fresh > 0;
    return behind ? { kind: "tail", afterSeq: log.head } : null;
  }
  const uncounted = newest > log.counted && log.fresh < FRESH_MOST;
  return uncounted ? { kind: "count", afterSeq: log.counted } : null;
}

function nextPage(log: LogWindow<Placed>, view: View): Ask | null {
  const first = log.rows[0];
  const last = log.rows.at(-1);
  if (!first || !last) return null;
  const end = log.above + log.rows.length;
  const length = lengthOf(log);
  if (view.first >= end + PAGE && log.below > PAGE) {
    if (view.end > length - PAGE) return { kind: "oldest", afterSeq: 0 };
    const share = (view.first - end) / (length - end);
    return jump(view.first, last.seq - Math.round(share * last.seq));
  }
  if (view.end <= log.above - PAGE && log.above > PAGE) {
    const share = view.first / log.above;
    return jump(view.first, log.head + 1 - Math.round(share * (log.head - first.seq)));
  }
  if (log.above > 0 && view.first < log.above + MARGIN) {
    return { kind: "newer", afterSeq: first.seq };
  }
  if (!log.atEnd && view.end > end - MARGIN) return { kind: "older", beforeSeq: last.seq };
  return null;
}

function jump(index: number, beforeSeq: number): Ask {
  return { kind: "jump", index: Math.max(0, index), beforeSeq: Math.max(2, beforeSeq) };
}

/** What an answer makes of the window. An answer that no longer fits changes nothing wrongly. */
export function applyPage<R extends Placed>(
  log: LogWindow<R>,
  ask: Ask,
  page: Page<R>,
): LogWindow<R> {
  switch (ask.kind) {
    case "snapshot":
      return snapshot(log, page);
    case "tail":
      return tail(log, page);
    case "count":
      return count(log, page);
    case "older":
      return older(log, ask.beforeSeq, page);
    case "newer":
      return newer(log, ask.afterSeq, page);
    case "jump":
      return jumped(log, ask.index, page);
    case "oldest":
      return oldest(log, page);
  }
}

function snapshot<R extends Placed>(log: LogWindow<R>, page: Page<R>): LogWindow<R> {
  if (log.loaded && (log.paused || !log.atTop)) return log;
  const rows = page.rows;
  const head = Math.max(page.newestSeq, rows[0]?.seq ?? 0);
  const rest = rows.length < PAGE ? 0 : PAGE;
  const below = page.length === null ? rest : Math.max(0, page.length - rows.length);
  return {
    ...log,
    rows,
    above: 0,
    below: rows.length < PAGE ? 0 : below,
    head,
    counted: head,
    fresh: 0,
    loaded: true,
    gap: false,
    guessed: false,
    atEnd: rows.length < PAGE,
  };
}

function tail<R extends Placed>(log: LogWindow<R>, page: Page<R>): LogWindow<R> {
  if (log.paused || !log.atTop || log.above > 0) return count(log, page);
  if (page.rows.length >= PAGE) return { ...log, gap: true };
  const incoming = page.rows.filter((row) => row.seq > log.head).reverse();
  const head = Math.max(log.head, page.newestSeq, incoming[0]?.seq ?? 0);
  const all = incoming.length === 0 ? log.rows : [...incoming, ...log.rows];
  const rows = all.length > KEEP ? all.slice(0, KEEP) : all;
  const below = log.below + all.length - rows.length;
  const atEnd = log.atEnd && rows === all;
  return { ...log, rows, below, head, counted: head, fresh: 0, atEnd };
}

function count<R extends Placed>(log: LogWindow<R>, page: Page<R>): LogWindow<R> {
  const incoming = page.rows.filter((row) => row.seq > log.counted);
  const last = page.rows.at(-1)?.seq ?? 0;
  const reached = page.rows.length >= PAGE ? last : Math.max(page.newestSeq, last);
  return {
    ...log,
    fresh: log.fresh + incoming.length,
    counted: Math.max(log.counted, reached),
  };
}

function older<R extends Placed>(
  log: LogWindow<R>,
  beforeSeq: number,
  page: Page<R>,
): LogWindow<R> {
  if (log.rows.at(-1)?.seq !== beforeSeq) return log;
  const all = [...log.rows, ...page.rows];
  const surplus = log.atTop && !log.paused ? 0 : Math.max(0, all.length - MOST);
  const atEnd = page.rows.length < PAGE;
  return {
    ...log,
    rows: surplus === 0 ? all : all.slice(surplus),
    above: log.above + surplus,
    below: atEnd ? 0 : Math.max(0, log.below - page.rows.length),
    atEnd,
  };
}

function newer<R extends Placed>(log: LogWindow<R>, afterSeq: number, page: Page<R>): LogWindow<R> {
  if (log.rows[0]?.seq !== afterSeq) return log;
  const mine = page.rows.filter((row) => row.seq <= log.head);
  const reached = page.rows.length < PAGE || mine.length < page.rows.length;
  const all = [...mine.reverse(), ...log.rows];
  const rows = all.length > MOST ? all.slice(0, MOST) : all;
  const left = Math.max(log.guessed ? 1 : 0, log.above - mine.length);
  return {
    ...log,
    rows,
    above: reached ? 0 : left,
    below: log.below + all.length - rows.length,
    atEnd: log.atEnd && rows === all,
  };
}

function jumped<R extends Placed>(log: LogWindow<R>, index: number, page: Page<R>): LogWindow<R> {
  const rows = page.rows.filter((row) => row.seq <= log.head);
  if (rows.length === 0) return log;
  const atEnd = page.rows.length < PAGE;
  const below = atEnd ? 0 : Math.max(0, lengthOf(log) - index - rows.length);
  return { ...log, rows, above: index, below, atEnd, guessed: true };
}

function oldest<R extends Placed>(log: LogWindow<R>, page: Page<R>): LogWindow<R> {
  const rows = page.rows.filter((row) => row.seq <= log.head).reverse();
  if (rows.length === 0) return log;
  return { ...log, rows, above: Math.max(0, lengthOf(log) - rows.length), below: 0, atEnd: true };
}

/** How many places the rows that stay in memory moved down by; the view must scroll by as much. */
export function movedBy(before: LogWindow<Placed>, after: LogWindow<Placed>): number {
  const anchor = before.rows[Math.floor(before.rows.length / 2)];
  if (!anchor) return 0;
  const now = indexOfSeq(after, anchor.seq);
  return now < 0 ? 0 : now - indexOfSeq(before, anchor.seq);
}
