// The keyboard on the chart: the same moves as in the outline, along the lines that are drawn.
import type { Place } from "../../lib/org-tree";
import type { OrgModel } from "./org.svelte";

interface Acts {
  choose: (place: Place) => void;
  open: (place: Place) => void;
  pan: (dx: number, dy: number) => void;
}

const PAN = 80;

/** Handles one key press on the focused chart. */
export function chartKey(event: KeyboardEvent, model: OrgModel, acts: Acts): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = event.shiftKey ? panKey(event.key, acts) : moveKey(event.key, model, acts);
  if (!act) return;
  event.preventDefault();
  act();
}

function panKey(key: string, acts: Acts): (() => void) | undefined {
  const by: Record<string, [number, number]> = {
    ArrowLeft: [PAN, 0],
    ArrowRight: [-PAN, 0],
    ArrowUp: [0, PAN],
    ArrowDown: [0, -PAN],
  };
  const [dx, dy] = by[key] ?? [0, 0];
  return by[key] && (() => acts.pan(dx, dy));
}

function moveKey(key: string, model: OrgModel, acts: Acts): (() => void) | undefined {
  const place = model.place(model.chosen);
  const roots = model.forest?.roots ?? [];
  const to = (target: Place | null | undefined) => () => {
    if (target) acts.choose(target);
  };
  if (!place) return key.startsWith("Arrow") || key === "Enter" ? to(roots[0]) : undefined;
  const level = place.parent?.children ?? roots;
  const at = level.indexOf(place);
  switch (key) {
    case "ArrowUp":
      return to(place.parent);
    case "ArrowDown":
      return () => {
        model.toggle(place, true);
        to(place.children[0])();
      };
    case "ArrowLeft":
      return to(level[at - 1]);
    case "ArrowRight":
      return to(level[at + 1]);
    case "Home":
      return to(roots[0]);
    case "Enter":
      return () => acts.open(place);
    case " ":
      return () => model.toggle(place);
    default:
      return undefined;
  }
}
