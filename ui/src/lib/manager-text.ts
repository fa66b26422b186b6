// A reporting line in words, with its state. The reference that was sent is shown as it came.
import type { ManagerState } from "../bindings/ManagerState";
import type { ManagerView } from "../bindings/ManagerView";
import type { Problem } from "./org-tree";
import type { Outcome } from "./outcome";
import { exact } from "./time";

/** The state of a line, or that it leads to a manager who is not active any more. */
type LineState = ManagerState | "inactive";

/** Glyphs of the states, the same in lists, cards and on the chart. */
export const MANAGER_GLYPHS: Readonly<Record<LineState, string>> = {
  neverSent: "∅",
  cleared: "∅",
  linked: "●",
  pending: "◌",
  dangling: "✂",
  inactive: "⊘",
  loop: "↻",
  itself: "⟲",
};

export const MANAGER_TONES: Readonly<Record<LineState, Outcome>> = {
  neverSent: "off",
  cleared: "off",
  linked: "ok",
  pending: "look",
  dangling: "look",
  inactive: "look",
  loop: "blocked",
  itself: "blocked",
};

/** A few words for a column: a name, “waiting for 8842”, “loop”, “–”. */
export function managerShort(manager: ManagerView): string {
  switch (manager.state) {
    case "linked":
      return manager.name ?? manager.reference ?? "–";
    case "pending":
      return `waiting for ${manager.reference ?? "?"}`;
    case "loop":
      return `loop${manager.name ? ` with ${manager.name}` : ""}`;
    case "itself":
      return "own manager";
    case "dangling":
      return `${manager.gone?.name ?? manager.reference ?? "?"} left`;
    case "cleared":
      return "taken away";
    case "neverSent":
      return "–";
  }
}

/** One sentence for the card: what was sent and what became of it. */
export function managerSentence(manager: ManagerView): string {
  const reference = manager.reference ?? "?";
  switch (manager.state) {
    case "linked":
      return `Reports to ${manager.name ?? reference}.`;
    case "pending":
      return `The manager (${reference}) has not arrived yet. The line is drawn when they do.`;
    case "loop":
      return `The manager that was sent (${manager.name ?? reference}) reports back here, so the lines run in a circle.`;
    case "itself":
      return "Was sent as their own manager, so no line is drawn.";
    case "dangling":
      return `${leaver(manager)}. The line is drawn again when they come back or another manager is sent.`;
    case "cleared":
      return `The manager was taken away; ${manager.reference || "one"} was sent before.`;
    case "neverSent":
      return "No manager was sent.";
  }
}

function leaver({ gone, reference }: ManagerView): string {
  return gone === null
    ? `The manager (${reference ?? "?"}) was the manager and has left`
    : `${gone.name} was the manager and has left on ${exact(gone.at)}`;
}

/** Headings of the problem list, in the order of how much they matter. */
export const PROBLEM_ORDER = [
  "loop",
  "itself",
  "dangling",
  "pending",
] as const satisfies ManagerState[];

/** The same with lines that lead to somebody, who is not active. */
export const PANEL_ORDER = [
  "loop",
  "itself",
  "dangling",
  "inactive",
  "pending",
] as const satisfies LineState[];

/** A line of the problem list in one row: “Lidia ⇄ Pradeep”, “Adele → 8842”. */
export function problemRow({ name, state, reference, mutual }: Problem): {
  who: string;
  whom: string | null;
} {
  if (state === "itself") return { who: `${name} is their own manager`, whom: null };
  if (reference === null) return { who: name, whom: null };
  if (state === "loop") return { who: `${name} ${mutual ? "⇄" : "→"} ${reference}`, whom: null };
  return { who: name, whom: `→ ${reference}` };
}

/** Whether a line in this state is one to look at. */
export function isProblem(state: ManagerState): boolean {
  return (PROBLEM_ORDER as readonly ManagerState[]).includes(state);
}

export function problemHeading(state: LineState): string {
  switch (state) {
    case "inactive":
      return "Manager not active";
    case "pending":
      return "Waiting for the manager";
    case "loop":
      return "Run in a circle";
    case "itself":
      return "Own manager";
    case "dangling":
      return "Manager left";
    case "cleared":
      return "Manager taken away";
    case "neverSent":
      return "No manager sent";
    case "linked":
      return "Linked";
  }
}
