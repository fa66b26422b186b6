// A long list read in pages by offset: which page to read next, and what is known of each row.
// Pages that may have changed stay on screen until their new rows are here.

export interface Pages<R> {
  /** Rows that match; absent until the first answer. */
  matching: number | null;
  pages: ReadonlyMap<number, readonly R[]>;
  /** Pages whose rows may have changed since they were read. */
  stale: ReadonlySet<number>;
}

/** Rows in one page. */
export const PAGE = 100;
/** Pages kept in memory. */
export const KEPT = 20;

export function noPages<R>(): Pages<R> {
  return { matching: null, pages: new Map(), stale: new Set() };
}

/** The row at a place; absent while its page is not here. */
export function pageRow<R>(list: Pages<R>, index: number): R | undefined {
  return list.pages.get(Math.floor(index / PAGE))?.[index % PAGE];
}

/** The page to read now for what is in view: a missing one first, then one that may have changed. */
export function wantedPage<R>(list: Pages<R>, first: number, end: number): number | null {
  if (list.matching === null) return Math.floor(Math.max(0, first) / PAGE);
  const last = Math.min(end, list.matching) - 1;
  let stale: number | null = null;
  for (let page = Math.floor(Math.max(0, first) / PAGE); page * PAGE <= last; page += 1) {
    if (!list.pages.has(page)) return page;
    if (stale === null && list.stale.has(page)) stale = page;
  }
  // Nothing is in view of an empty list, yet its count may have changed.
  if (last < 0 && list.stale.size > 0) return 0;
  return stale;
}

/** Puts a page in; the farthest from it leave when there are too many. */
export function withPage<R>(
  list: Pages<R>,
  page: number,
  rows: readonly R[],
  matching: number,
): Pages<R> {
  const pages = new Map(list.pages).set(page, rows);
  const stale = new Set(list.stale);
  stale.delete(page);
  for (const known of [...pages.keys()]) {
    if (known * PAGE >= matching && known !== page) pages.delete(known);
  }
  const far = [...pages.keys()].sort((a, b) => Math.abs(b - page) - Math.abs(a - page));
  for (const known of far.slice(0, Math.max(0, far.length - KEPT))) pages.delete(known);
  for (const known of [...stale]) if (!pages.has(known)) stale.delete(known);
  return { matching, pages, stale };
}

/** Something changed: every page may be old. */
export function allStale<R>(list: Pages<R>): Pages<R> {
  const known = [...list.pages.keys()];
  return { ...list, stale: new Set(known.length === 0 ? [0] : known) };
}

/** Places of the rows in memory by their id; of one that stands on two pages, the last. */
export function placesOf<R>(list: Pages<R>, idOf: (row: R) => string): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const [page, rows] of list.pages) {
    rows.forEach((row, at) => places.set(idOf(row), page * PAGE + at));
  }
  return places;
}
