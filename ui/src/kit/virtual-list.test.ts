import { fireEvent, render, screen } from "@testing-library/svelte";
import { createRawSnippet } from "svelte";
import { describe, expect, it, vi } from "vitest";
import VirtualList from "./virtual-list.svelte";

const row = createRawSnippet((index: () => number) => ({
  render: () => `<span role="gridcell">row ${index()}</span>`,
}));

function list(more: Record<string, unknown> = {}) {
  const onselect = vi.fn();
  const onopen = vi.fn();
  const props = {
    label: "People",
    count: 10_000,
    keyOf: (index: number) => `p${index}`,
    row,
    columns: 1,
    onselect,
    onopen,
    ...more,
  };
  const view = render(VirtualList, { props });
  const grid = screen.getByRole("grid", { name: "People" });
  return { onselect, onopen, grid, ...view };
}

describe("virtual list", () => {
  it("says how many rows there are and draws only a few", () => {
    const { grid } = list();
    expect(grid).toHaveProperty("tabIndex", 0);
    expect(grid.getAttribute("aria-rowcount")).toBe("10000");
    const rows = screen.getAllByRole("row");
    expect(rows.length).toBeLessThan(50);
    expect(rows[0]?.getAttribute("aria-rowindex")).toBe("1");
  });

  it("keys move the selection by row and to both ends", async () => {
    const { grid, onselect } = list({ selected: "p3" });
    for (const key of ["j", "k", "Home", "End"]) await fireEvent.keyDown(grid, { key });
    expect(onselect.mock.calls.map(([index]) => index)).toEqual([4, 2, 0, 9_999]);
  });

  it("Enter opens the selected row", async () => {
    const { grid, onopen } = list({ selected: "p3" });
    await fireEvent.keyDown(grid, { key: "Enter" });
    expect(onopen).toHaveBeenCalledExactlyOnceWith(3);
  });

  it("keys with Ctrl are left to the window", async () => {
    const { grid, onselect } = list({ selected: "p3" });
    await fireEvent.keyDown(grid, { key: "k", ctrlKey: true });
    expect(onselect).not.toHaveBeenCalled();
  });

  it("the grid names its active row and marks it selected", () => {
    const { grid } = list({ selected: "p3" });
    const active = document.getElementById(grid.getAttribute("aria-activedescendant") ?? "");
    expect(active?.textContent).toBe("row 3");
    expect(active?.getAttribute("aria-selected")).toBe("true");
  });

  it("the selection is a key: it follows its row when rows are put in above", async () => {
    const { grid, rerender } = list({ selected: "p3" });
    await rerender({ count: 10_002, keyOf: (index: number) => `p${index - 2}` });
    const active = document.getElementById(grid.getAttribute("aria-activedescendant") ?? "");
    expect(active?.getAttribute("aria-rowindex")).toBe("6");
  });

  it("a link in a row does what it says, and the row does nothing", async () => {
    const linked = createRawSnippet((index: () => number) => ({
      render: () => `<span role="gridcell">row ${index()} <a href="#/m${index()}">boss</a></span>`,
    }));
    const { onselect, onopen } = list({ row: linked });
    const [link] = screen.getAllByRole("link", { name: "boss" });
    if (!link) throw new Error("no link");
    await fireEvent.click(link);
    await fireEvent.dblClick(link);
    expect(onselect).not.toHaveBeenCalled();
    expect(onopen).not.toHaveBeenCalled();
    const cell = screen.getAllByRole("gridcell")[4];
    if (!cell) throw new Error("no cell");
    await fireEvent.click(cell);
    await fireEvent.dblClick(cell);
    expect(onselect).toHaveBeenCalledExactlyOnceWith(4);
    expect(onopen).toHaveBeenCalledExactlyOnceWith(4);
  });

  it("a selected row out of view leaves no dangling reference", () => {
    const { grid } = list({ selected: "p9000" });
    expect(grid.hasAttribute("aria-activedescendant")).toBe(false);
  });

  it("is a tree where rows unfold: levels, what is unfolded, and → and ←", async () => {
    const onfold = vi.fn((index: number, open: boolean) => (open ? index + 1 : undefined));
    const tree = (index: number) =>
      index % 3 === 0 ? { level: 1, expanded: true } : { level: 2, expanded: undefined };
    const onselect = vi.fn();
    const props = { label: "Log", count: 9, keyOf: String, row, columns: 1, onselect };
    render(VirtualList, { props: { ...props, selected: "3", tree, onfold } });
    const grid = screen.getByRole("treegrid", { name: "Log" });
    const rows = screen.getAllByRole("row");
    expect(rows.slice(0, 2).map((one) => one.getAttribute("aria-level"))).toEqual(["1", "2"]);
    expect(rows[0]?.getAttribute("aria-expanded")).toBe("true");
    expect(rows[1]?.hasAttribute("aria-expanded")).toBe(false);
    await fireEvent.keyDown(grid, { key: "ArrowRight" });
    await fireEvent.keyDown(grid, { key: "ArrowLeft" });
    expect(onfold.mock.calls).toEqual([
      [3, true],
      [3, false],
    ]);
    expect(onselect).toHaveBeenCalledExactlyOnceWith(4);
  });
});
