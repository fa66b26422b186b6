// What somebody who is gone was, and how they went, in words. Pure.
import type { RemovedRow } from "../bindings/RemovedRow";
import type { RulesView } from "../bindings/RulesView";
import { counted } from "./numbers";
import { exact } from "./time";

/**
 * “Director · Operations”, or “Group of 12 people”; nothing of a person where the application has
 * neither titles nor teams.
 */
export function wasText(
  row: Pick<RemovedRow, "kind" | "title" | "team" | "members">,
  rules: Pick<RulesView, "titles" | "departments"> | undefined,
): string | null {
  if (row.kind === "Group") {
    return row.members === 0
      ? "Group without members"
      : `Group of ${counted(row.members, "person", "people")}`;
  }
  const parts = [row.title, row.team].filter((part) => part !== null && part !== "");
  if (parts.length > 0) return parts.join(" · ");
  const titles = rules?.titles ?? true;
  const teams = (rules?.departments ?? "team") === "team";
  if (titles) return teams ? "No title, no team" : "No title";
  return teams ? "No team" : null;
}

/** “Gone since 3 May 2026 12:06:02: Entra ID deleted this person.” */
export function removedSentence(row: Pick<RemovedRow, "kind" | "at" | "actor">): string {
  const what = row.kind === "Group" ? "group" : "person";
  const why = row.actor === null ? `this ${what} was deleted` : `${row.actor} deleted this ${what}`;
  return `Gone since ${exact(row.at)}: ${why}.`;
}
