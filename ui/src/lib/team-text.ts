// Teams in words: how one became empty, and who came and went. Pure.
import type { EmptiedView } from "../bindings/EmptiedView";
import type { TeamMoveView } from "../bindings/TeamMoveView";
import { exact } from "./time";

/** Blanks at the ends are why two teams look alike; they are made visible. */
export function visibleName(name: string): string {
  return name.replace(/^\s+|\s+$/g, (blanks) => "␣".repeat(blanks.length));
}

/** “Empty since 3 May 2026 12:06:02, last member Adele Vance moved to Finance.” */
export function emptiedSentence({ last }: Pick<EmptiedView, "last">): string {
  return `Empty since ${exact(last.at)}, last member ${last.name} ${whither(last)}.`;
}

function whither(move: Pick<TeamMoveView, "to" | "removed">): string {
  if (move.removed) return "was removed";
  return move.to === null ? "has no team since" : `moved to ${visibleName(move.to)}`;
}

/** “came from Sales”, “moved to Finance”, behind the name, as the team sees it. */
export function moveSentence(
  move: Pick<TeamMoveView, "from" | "to" | "removed">,
  team: string,
): string {
  if (move.from === team) return whither(move);
  return move.from === null
    ? "joined, without a team before"
    : `came from ${visibleName(move.from)}`;
}
