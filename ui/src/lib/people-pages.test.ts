import { describe, expect, it } from "vitest";
import {
  allStale,
  KEPT,
  noPages,
  PAGE,
  pageRow,
  placesOf,
  wantedPage,
  withPage,
  type Pages,
} from "./people-pages";

const TOTAL = 50_000;
const read = (page: number) =>
  Array.from({ length: Math.min(PAGE, TOTAL - page * PAGE) }, (_, i) => page * PAGE + i);

function settle(list: Pages<number>, first: number, end: number): Pages<number> {
  let now = list;
  for (let turn = 0; turn < 50; turn += 1) {
    const page = wantedPage(now, first, end);
    if (page === null) return now;
    now = withPage(now, page, read(page), TOTAL);
  }
  throw new Error("never settles");
}

describe("a list in pages", () => {
  it("reads what is in view, and only that", () => {
    const list = settle(noPages(), 0, 40);
    expect([...list.pages.keys()]).toEqual([0]);
    expect(pageRow(list, 39)).toBe(39);
    expect(pageRow(list, 100)).toBeUndefined();
  });

  it("reads both pages that a view lies across, anywhere in fifty thousand", () => {
    const list = settle(settle(noPages(), 0, 40), 31_980, 32_020);
    expect(pageRow(list, 31_999)).toBe(31_999);
    expect(pageRow(list, 32_000)).toBe(32_000);
    expect(pageRow(settle(list, 49_960, 50_006), 49_999)).toBe(49_999);
  });

  it("keeps a bounded number of pages, those nearest to the view", () => {
    let list = noPages<number>();
    for (let first = 0; first < TOTAL; first += 90) list = settle(list, first, first + 40);
    expect(list.pages.size).toBeLessThanOrEqual(KEPT);
    expect(pageRow(list, TOTAL - 1)).toBe(TOTAL - 1);
  });

  it("shows old rows until the new ones are here, and reads missing pages first", () => {
    const list = allStale(settle(noPages(), 0, 150));
    expect(pageRow(list, 5)).toBe(5);
    expect(wantedPage(list, 0, 150)).toBe(0);
    expect(wantedPage(list, 150, 250)).toBe(2);
    expect(wantedPage(settle(list, 0, 150), 0, 150)).toBeNull();
  });

  it("asks again for an empty list that may have filled", () => {
    const empty = withPage(noPages<number>(), 0, [], 0);
    expect(wantedPage(empty, 0, 40)).toBeNull();
    expect(wantedPage(allStale(empty), 0, 40)).toBe(0);
  });

  it("drops pages beyond the end when the list shrinks", () => {
    const list = settle(settle(noPages(), 0, 40), 400, 440);
    const shrunk = withPage(list, 0, [1, 2], 2);
    expect([...shrunk.pages.keys()]).toEqual([0]);
    const places = placesOf(shrunk, String);
    expect(places.get("2")).toBe(1);
    expect(places.get("9")).toBeUndefined();
  });

  it("gives a row that moved between two reads one place only", () => {
    const before = withPage(noPages<string>(), 0, ["a", "b"], 2 * PAGE);
    const after = withPage(before, 1, ["b", "c"], 2 * PAGE);
    expect(placesOf(after, (row) => row).get("b")).toBe(PAGE);
  });
});
