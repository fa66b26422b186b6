// What the forest comes to in numbers: who stands at the top, how deep it goes, and how many report to
// one person. Pure.
import { preorder, type Forest, type Place } from "./org-tree";

export interface Spans {
  /** People with somebody below them who have no manager; who waits for one is not at the top. */
  roots: number;
  /** Levels of the deepest tree, the top being one. */
  levels: number;
  /** The person with the most direct reports; absent where nobody has any. */
  widest: Place | null;
}

/** The numbers of a forest. Empty chairs are nobody. */
export function spansOf(forest: Forest): Spans {
  const depth = new Map<Place, number>();
  const spans: Spans = { roots: 0, levels: 0, widest: null };
  for (const place of preorder(forest.roots)) {
    const level = levelUnder(depth, place);
    depth.set(place, level);
    if (!place.person) continue;
    if (isTop(place)) spans.roots += 1;
    spans.levels = Math.max(spans.levels, level);
    if (place.children.length > (spans.widest?.children.length ?? 0)) spans.widest = place;
  }
  return spans;
}

function isTop({ state, children }: Place): boolean {
  return (state === "neverSent" || state === "cleared") && children.length > 0;
}

/** Under an empty chair people stand at the top: nobody who is here is above them. */
function levelUnder(depth: ReadonlyMap<Place, number>, place: Place): number {
  return place.parent?.person ? (depth.get(place.parent) ?? 0) + 1 : place.person ? 1 : 0;
}

/** The level of a place, the top being one. */
export function levelOf(place: Place): number {
  let level = 1;
  for (let at = place.parent; at?.person; at = at.parent) level += 1;
  return level;
}
