// A role as one text, for addresses and lists: the id of the group that gives it, or where it comes
// from and its name.
import type { HeldQuery } from "../bindings/HeldQuery";
import type { PeopleQuery } from "../bindings/PeopleQuery";
import type { RoleRow } from "../bindings/RoleRow";

const DEFAULT = "default:";
const BY_HAND = "by-hand:";

export function roleKey(role: Pick<RoleRow, "origin" | "group" | "name">): string {
  if (role.origin === "group") return role.group ?? "";
  return `${role.origin === "default" ? DEFAULT : BY_HAND}${role.name}`;
}

/** What finds the people who have the role. */
export function roleQuery(key: string): Pick<PeopleQuery, "role" | "held"> {
  const held = heldOf(key);
  return held === null ? { role: key } : { held };
}

/** The name in a key that has one. */
export function roleName(key: string): string | null {
  return heldOf(key)?.name ?? null;
}

function heldOf(key: string): HeldQuery | null {
  if (key.startsWith(DEFAULT)) return { origin: "default", name: key.slice(DEFAULT.length) };
  if (key.startsWith(BY_HAND)) return { origin: "byHand", name: key.slice(BY_HAND.length) };
  return null;
}
