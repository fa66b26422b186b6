// What an application makes of what arrives, as far as sentences depend on it. Pure.
import type { ConnectionView } from "../bindings/ConnectionView";
import type { RulesView } from "../bindings/RulesView";

/** A connection is one; see `usesOf` for the rules on cards. */
export type Uses = Pick<ConnectionView, "makesTeams" | "hasLines" | "groups">;

/** Of one that uses everything. */
export const EVERYTHING: Uses = { makesTeams: true, hasLines: true, groups: "roles" };

export function usesOf(
  rules: Pick<RulesView, "departments" | "managers" | "groups"> | undefined,
): Uses {
  if (rules === undefined) return EVERYTHING;
  const { departments, managers, groups } = rules;
  return { makesTeams: departments === "team", hasLines: managers, groups };
}
