// The keys that work everywhere, as a table: the shortcut sheet and the listener read the same one.
import { tinykeys } from "tinykeys";
import { isBareKey, isTyping, MOD, overlayOpen } from "../lib/keys";
import { enterLandmark, nextLandmark } from "./landmarks";
import { overlays } from "./overlays.svelte";
import { screens } from "./screens";

export interface Shortcut {
  /** As shown. */
  keys: string;
  does: string;
}

/** For the sheet, in groups. */
export const SHORTCUTS: { title: string; items: Shortcut[] }[] = [
  {
    title: "Everywhere",
    items: [
      ...screens.map((entry, index) => ({ keys: `${MOD} ${index + 1}`, does: entry.label })),
      { keys: `${MOD} K`, does: "Search or run" },
      { keys: `/ or ${MOD} F`, does: "Go to the filter" },
      { keys: "F6 / Shift F6", does: "Next, previous part of the window" },
      { keys: "Alt ← / Alt →", does: "Back, forward" },
      { keys: "Esc", does: "Clear the filter, close the panel, leave the field" },
      { keys: "?", does: "This sheet" },
    ],
  },
  {
    title: "Lists and the inspector",
    items: [
      { keys: "j k or ↓ ↑", does: "Next, previous row" },
      { keys: "Page Down / Page Up", does: "One page" },
      { keys: "Home / End", does: "First, last row" },
      { keys: "Enter", does: "Open in the inspector" },
      { keys: "[ ]", does: "Previous, next view of the inspector" },
      { keys: "← →", does: "On tabs: the next one; on the divider: its place" },
    ],
  },
  {
    title: "Traffic",
    items: [
      { keys: "→ ←", does: "Unfold, fold an operation; to its calls and back" },
      { keys: "Space", does: "Pause or resume the view" },
      { keys: "f", does: "Follow the newest" },
      { keys: "c", does: "Copy as curl" },
    ],
  },
  {
    title: "Org chart",
    items: [
      { keys: "← ↑ → ↓", does: "Along the lines: manager, reports, peers" },
      { keys: "Space", does: "Unfold or fold the reports" },
      { keys: "Enter", does: "Open the person" },
      { keys: "Home", does: "To the top" },
      { keys: "n / N", does: "Next, previous problem" },
      { keys: "+ −", does: "Zoom" },
      { keys: "0", does: "Show all" },
      { keys: "Shift ← ↑ → ↓", does: "Move the chart" },
    ],
  },
  {
    title: "Outline",
    items: [
      { keys: "→ ←", does: "Unfold and go in, fold and go out" },
      { keys: "↓ ↑", does: "Next, previous person" },
    ],
  },
];

/** Starts listening; returns how to stop. */
export function listenForShortcuts(): () => void {
  const onBare = (run: () => void) => (event: KeyboardEvent) => {
    if (!isBareKey(event)) return;
    event.preventDefault();
    run();
  };
  const unlessBusy = (run: () => void) => (event: KeyboardEvent) => {
    if (overlayOpen()) return;
    event.preventDefault();
    run();
  };
  const step = (by: 1 | -1) =>
    unlessBusy(() => {
      const landmark = nextLandmark(by);
      if (landmark) enterLandmark(landmark);
    });
  const goTo = Object.fromEntries(
    screens.map((entry, index) => [`$mod+${index + 1}`, unlessBusy(() => visit(entry.href))]),
  );
  return tinykeys(window, {
    ...goTo,
    "$mod+k": (event) => {
      event.preventDefault();
      // Over another dialog it would lead away from what must be answered first.
      if (overlays.palette || !overlayOpen()) overlays.palette = !overlays.palette;
    },
    "Shift+?": onBare(() => (overlays.shortcuts = true)),
    "?": onBare(() => (overlays.shortcuts = true)),
    "/": onBare(() => focusFilter()),
    "$mod+f": (event) => {
      // Without a filter on this screen the webview's own search opens.
      if (!overlayOpen() && focusFilter()) event.preventDefault();
    },
    F6: step(1),
    "Shift+F6": step(-1),
    "Alt+ArrowLeft": historyKey(() => history.back()),
    "Alt+ArrowRight": historyKey(() => history.forward()),
  });
}

function historyKey(run: () => void) {
  return (event: KeyboardEvent) => {
    if (overlayOpen() || isTyping(event.target)) return;
    event.preventDefault();
    run();
  };
}

/** Goes to a screen and into it, so that the next key works there. */
function visit(href: string): void {
  location.hash = href;
  document.querySelector<HTMLElement>('[data-landmark="main"]')?.focus();
}

/** A screen marks its filter with `data-filter`. */
function focusFilter(): boolean {
  const filter = document.querySelector<HTMLInputElement>("input[data-filter]");
  filter?.focus();
  filter?.select();
  return filter !== null;
}
