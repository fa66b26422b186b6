// Where each place of the org chart stands. Pure and free of the DOM, so that a worker can run it.
// People without reports stand in columns under their manager instead of one endless row, and all the
// people of a small department hang under its head as an indented list. flextree (van der Ploeg) lays
// out these blocks and the managers without overlap, whatever their sizes.
import { flextree, type FlexNode } from "d3-flextree";

export const CARD = { width: 188, height: 56 } as const;
const GAP = { x: 16, y: 52, row: 10, column: 12 } as const;
/** Room for the line at the left of a column. */
export const INDENT = 14;
/** Cards in one column before another begins. */
const COLUMN = 8;
/** Columns before they grow longer instead. */
const COLUMNS = 5;
/** A department of at most so many people below its head hangs as a list. */
const HANGING = 18;

/** The places to lay out: the parent of each by index, parents first; -1 for a root. */
export interface LayoutRequest {
  parents: Int32Array;
}

export interface Layout {
  /** Left and top edge of each card. */
  x: Float64Array;
  y: Float64Array;
  /** 1 for a card in a column or list: its line comes from the left. */
  stacked: Uint8Array;
  width: number;
  height: number;
}

interface Item {
  /** One place, or the people of one block. */
  places: number[];
  block: boolean;
  /** How far each place of a list is indented; absent for anything else. */
  levels?: number[];
  size: [number, number];
  children: Item[];
}

export function layOut({ parents }: LayoutRequest): Layout {
  const total = parents.length;
  const children: number[][] = Array.from({ length: total }, () => []);
  const roots: number[] = [];
  parents.forEach((parent, index) =>
    (parent < 0 ? roots : (children[parent] ?? roots)).push(index),
  );

  const layout: Layout = {
    x: new Float64Array(total),
    y: new Float64Array(total),
    stacked: new Uint8Array(total),
    width: 0,
    height: 0,
  };
  if (total === 0) return layout;
  const tiers: Tiers = { children, below: countBelow(parents) };
  const top: Item = { places: [], block: false, size: [1, 0], children: itemsOf(roots, tiers, 0) };
  const tree = flextree<Item>({
    children: (item) => item.children,
    nodeSize: (node) => node.data.size,
    spacing: 0,
  });
  const laid = tree(tree.hierarchy(top));
  laid.each((node) => put(node, layout));
  moveToOrigin(layout);
  return layout;
}

interface Tiers {
  children: readonly number[][];
  /** People below each place, on all levels. */
  below: Uint32Array;
}

function countBelow(parents: Int32Array): Uint32Array {
  const below = new Uint32Array(parents.length);
  for (let index = parents.length - 1; index >= 0; index -= 1) {
    const parent = parents[index] ?? -1;
    if (parent >= 0) below[parent] = (below[parent] ?? 0) + (below[index] ?? 0) + 1;
  }
  return below;
}

/** Managers one by one, the others of a level together in a block. */
function itemsOf(level: readonly number[], tiers: Tiers, depth: number): Item[] {
  const leaves = level.filter((index) => tiers.below[index] === 0);
  const managers = level.filter((index) => tiers.below[index] !== 0);
  const items = managers.map((index): Item => {
    const reports = tiers.children[index] ?? [];
    const hangs =
      depth > 0 &&
      (tiers.below[index] ?? 0) <= HANGING &&
      reports.some((report) => tiers.below[report] !== 0);
    return {
      ...single(index),
      children: hangs ? [listOf(reports, tiers)] : itemsOf(reports, tiers, depth + 1),
    };
  });
  if (leaves.length > 1) items.push(blockOf(leaves));
  else for (const index of leaves) items.push(single(index));
  return items;
}

function single(index: number): Item {
  return {
    places: [index],
    block: false,
    size: [CARD.width + GAP.x, CARD.height + GAP.y],
    children: [],
  };
}

function columnsFor(count: number): number {
  return Math.max(1, Math.min(COLUMNS, Math.ceil(count / COLUMN)));
}

function blockOf(places: number[]): Item {
  const columns = columnsFor(places.length);
  const rows = Math.ceil(places.length / columns);
  const width = columns * (INDENT + CARD.width + GAP.column) + GAP.x - GAP.column;
  const height = rows * (CARD.height + GAP.row) + GAP.y - GAP.row;
  return { places, block: true, size: [width, height], children: [] };
}

/** Everybody below a head of a department: who leads nobody first, then each lead with their people. */
function listOf(reports: readonly number[], tiers: Tiers): Item {
  const places: number[] = [];
  const levels: number[] = [];
  const add = (level: readonly number[], indent: number) => {
    const leads = (index: number) => Number(tiers.below[index] !== 0);
    for (const index of [...level].sort((a, b) => leads(a) - leads(b))) {
      places.push(index);
      levels.push(indent);
      add(tiers.children[index] ?? [], indent + 1);
    }
  };
  add(reports, 1);
  const width = Math.max(...levels) * INDENT + CARD.width + GAP.x;
  const height = places.length * (CARD.height + GAP.row) + GAP.y - GAP.row;
  return { places, block: true, levels, size: [width, height], children: [] };
}

function put(node: FlexNode<Item>, layout: Layout): void {
  const { places, block, levels, size } = node.data;
  const left = node.x - (size[0] - GAP.x) / 2;
  const columns = levels ? 1 : columnsFor(places.length);
  const rows = Math.ceil(places.length / columns);
  places.forEach((place, at) => {
    const column = block ? Math.floor(at / rows) : 0;
    const row = block ? at % rows : 0;
    const indent = block ? INDENT * (levels?.[at] ?? 1) : 0;
    layout.x[place] = left + indent + column * (INDENT + CARD.width + GAP.column);
    layout.y[place] = node.y + row * (CARD.height + GAP.row);
    layout.stacked[place] = block ? 1 : 0;
  });
}

function moveToOrigin(layout: Layout): void {
  let left = Infinity;
  let right = -Infinity;
  let bottom = 0;
  for (let i = 0; i < layout.x.length; i += 1) {
    const x = layout.x[i] ?? 0;
    left = Math.min(left, x);
    right = Math.max(right, x + CARD.width);
    bottom = Math.max(bottom, (layout.y[i] ?? 0) + CARD.height);
  }
  for (let i = 0; i < layout.x.length; i += 1) layout.x[i] = (layout.x[i] ?? 0) - left;
  layout.width = right - left;
  layout.height = bottom;
}
