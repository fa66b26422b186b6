// Which rows of a list with one row height must exist in the page. Fixed heights make this one
// division; a measuring virtualizer would keep an entry per row, which a log cannot afford.

export interface RowWindow {
  /** First row to draw. */
  first: number;
  /** One past the last row to draw. */
  end: number;
}

/** Rows in view plus `overscan` on each side. */
export function rowWindow(
  scrollTop: number,
  viewHeight: number,
  rowHeight: number,
  count: number,
  overscan = 6,
): RowWindow {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - overscan);
  const end = Math.min(count, Math.ceil((scrollTop + viewHeight) / rowHeight) + overscan);
  return { first: Math.min(first, Math.max(0, count)), end: Math.max(end, 0) };
}

/** Whether any part of the row is in view. */
export function inView(
  index: number,
  scrollTop: number,
  viewHeight: number,
  rowHeight: number,
): boolean {
  const top = index * rowHeight;
  return top + rowHeight > scrollTop && top < scrollTop + viewHeight;
}

/** Where to scroll so that a row is wholly in view; unchanged when it already is. */
export function scrollToShow(
  index: number,
  scrollTop: number,
  viewHeight: number,
  rowHeight: number,
): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  if (top + rowHeight > scrollTop + viewHeight) return top + rowHeight - viewHeight;
  return scrollTop;
}

/** Where a key moves the active row to; `undefined` when the key moves nothing. */
export function moveRow(
  key: string,
  active: number,
  count: number,
  pageRows: number,
): number | undefined {
  if (count === 0) return undefined;
  const clamp = (index: number) => Math.min(count - 1, Math.max(0, index));
  switch (key) {
    case "ArrowDown":
    case "j":
      return clamp(active + 1);
    case "ArrowUp":
    case "k":
      return active < 0 ? 0 : clamp(active - 1);
    case "PageDown":
      return clamp(Math.max(active, 0) + pageRows);
    case "PageUp":
      return clamp(active - pageRows);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
