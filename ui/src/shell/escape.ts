// Escape undoes one step at a time: clear the filter, close the panel, leave the field.
import { onDestroy } from "svelte";
import { isTyping, overlayOpen } from "../lib/keys";

export type EscapeStep = "filter" | "panel";
const ORDER: EscapeStep[] = ["filter", "panel"];
const steps = new Map<EscapeStep, Set<() => boolean>>();

/** Registers a step for the life of the component; it returns whether there was something to undo. */
export function onEscape(step: EscapeStep, undo: () => boolean): void {
  const set = steps.get(step) ?? new Set();
  steps.set(step, set.add(undo));
  onDestroy(() => set.delete(undo));
}

/** Handles one press of Escape. */
export function pressEscape(event: KeyboardEvent): void {
  if (event.key !== "Escape" || event.defaultPrevented || overlayOpen()) return;
  for (const step of ORDER) {
    for (const undo of steps.get(step) ?? []) if (undo()) return event.preventDefault();
  }
  if (isTyping(event.target)) (event.target as HTMLElement).blur();
}
