// Roles in words: where they come from, what the next cycle does to them, what happened to them. Pure.
import type { HandEntry } from "../bindings/HandEntry";
import type { HeldRole } from "../bindings/HeldRole";
import type { RoleEntry } from "../bindings/RoleEntry";
import type { RoleOrigin } from "../bindings/RoleOrigin";
import type { RulesView } from "../bindings/RulesView";
import { listed, say } from "./say";

/** G group · D default · M manual. */
export const ORIGIN_LETTERS: Readonly<Record<RoleOrigin, string>> = {
  group: "G",
  default: "D",
  byHand: "M",
};

/** “Manual”. */
export function originWord(origin: RoleOrigin): string {
  return say(`role.${origin}`);
}

/** What stands above roles, and above groups where those are no roles. */
export function rolesTitle(
  rules: Pick<RulesView, "groups" | "defaultRole" | "byHand"> | undefined,
): string {
  if (rules?.groups !== "groups") return say("roles.title");
  return say(
    rules.byHand || rules.defaultRole !== null ? "roles.title.both" : "roles.title.groups",
  );
}

/** “everybody begins with it in Whistleblower Software”. */
export function originText(origin: RoleOrigin, app: string): string {
  return say(`role.from.${origin}`, { app });
}

/** What the next cycle would do to a role; nothing is said of what everybody begins with. */
export function nextCycle(origin: RoleOrigin, rules: RulesView): string | null {
  if (origin === "default") return null;
  if (origin === "group") return say("role.next.group");
  return say(rules.overwrites ? "role.next.overwrites" : "role.next.keeps");
}

/** Why a role does not count; absent for one that does. `roles` are all of the person. */
export function overText(
  role: HeldRole,
  roles: readonly HeldRole[],
  rules: RulesView,
): string | null {
  if (role.counts) return null;
  // Nothing at all, set by hand, stands over the others as well and is no role.
  const over = roles.find((one) => one.counts)?.origin ?? rules.precedence[0] ?? "byHand";
  return say("role.over", { over: say(`role.over.${over}`) });
}

/** Why nobody sets roles by hand here. */
export function notByHand(rules: RulesView): string {
  const { app } = rules;
  if (rules.groups !== "roles" && rules.defaultRole === null) {
    return say("role.notByHand.none", { app });
  }
  const from = say(`role.notByHand.${rules.groups === "roles" ? "groups" : "default"}`, { app });
  return say("role.notByHand", { app, from });
}

/** “Gained the role Editors.”, or “Joined the group Editors.” where groups are no roles. */
export function roleSentence(
  entry: Pick<RoleEntry, "change" | "name" | "before">,
  groups: RulesView["groups"] = "roles",
): string {
  const thing = groups === "roles" ? "role" : "group";
  return say(`${thing}.event.${entry.change}`, { name: entry.name, before: entry.before ?? "–" });
}

/** “Permissions set by hand: Administrator.” */
export function editSentence(entry: Pick<HandEntry, "edit" | "before" | "after">): string {
  const after = names(entry.after);
  const before = names(entry.before);
  switch (entry.edit) {
    case "overwritten":
      return say("edit.overwritten", { before });
    case "undone":
      return say("edit.undone", { after });
    case "set":
      if (entry.after === null) return say("edit.cleared", { before });
      return entry.after.length === 0 ? say("edit.set.none") : say("edit.set", { after });
  }
}

function names(all: readonly string[] | null): string {
  return all === null || all.length === 0 ? say("edit.nothing") : listed(all);
}
