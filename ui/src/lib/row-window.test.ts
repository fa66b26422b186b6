import { describe, expect, it } from "vitest";
import { inView, moveRow, rowWindow, scrollToShow } from "./row-window";

describe("rowWindow", () => {
  it("draws the rows in view and a few around them", () => {
    expect(rowWindow(3_200, 320, 32, 1_000, 5)).toEqual({ first: 95, end: 115 });
  });

  it("stays inside the list", () => {
    expect(rowWindow(0, 320, 32, 4)).toEqual({ first: 0, end: 4 });
    expect(rowWindow(0, 320, 32, 0)).toEqual({ first: 0, end: 0 });
  });

  it("draws no more rows of a million than of a hundred", () => {
    const { first, end } = rowWindow(16_000_000, 640, 32, 1_000_000);
    expect(end - first).toBe(32);
  });

  it("a list that shrank under the scroll position draws nothing out of range", () => {
    const { first, end } = rowWindow(32_000, 320, 32, 10);
    expect(first).toBe(10);
    expect(end).toBe(10);
  });
});

describe("scrollToShow", () => {
  it("does not move when the row is in view", () => {
    expect(scrollToShow(5, 100, 320, 32)).toBe(100);
  });
  it("moves up and down just far enough", () => {
    expect(scrollToShow(2, 100, 320, 32)).toBe(64);
    expect(scrollToShow(20, 100, 320, 32)).toBe(352);
  });
});

describe("inView", () => {
  it("a row counts as in view as long as a part of it is", () => {
    expect([2, 3, 13, 14].map((index) => inView(index, 100, 320, 32))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe("moveRow", () => {
  it.each([
    ["j", 4, 5],
    ["ArrowDown", 9, 9],
    ["k", 4, 3],
    ["ArrowUp", 0, 0],
    ["PageDown", 0, 8],
    ["PageDown", 5, 9],
    ["PageUp", 5, 0],
    ["Home", 5, 0],
    ["End", 5, 9],
  ])("%s from row %d goes to row %d", (key, from, to) => {
    expect(moveRow(key, from, 10, 8)).toBe(to);
  });

  it("the first key on a list without a selection selects the first row", () => {
    expect(moveRow("j", -1, 10, 8)).toBe(0);
    expect(moveRow("k", -1, 10, 8)).toBe(0);
  });

  it("other keys and empty lists move nothing", () => {
    expect(moveRow("x", 1, 10, 8)).toBeUndefined();
    expect(moveRow("j", -1, 0, 8)).toBeUndefined();
  });
});
