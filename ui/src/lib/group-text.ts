// What a group is by the rules of the application, in words. Pure.
import type { RulesView } from "../bindings/RulesView";
import type { Outcome } from "./outcome";
import { say } from "./say";

type Use = RulesView["groups"];

/** Glyphs of what groups are, the same in the list and on cards. */
export const GROUP_GLYPHS: Readonly<Record<Use, string>> = {
  roles: "◆",
  groups: "◇",
  ignored: "∅",
};

export const GROUP_TONES: Readonly<Record<Use, Outcome>> = {
  roles: "note",
  groups: "note",
  ignored: "off",
};

/** “User group”. */
export function groupWord(rules: Pick<RulesView, "groups">): string {
  return say(`groups.is.${rules.groups}`);
}

/** What the groups of a connection do, as a sentence. `sync` is what starting one is called. */
export function groupsNote(
  { app, groups }: Pick<RulesView, "app" | "groups">,
  total: number,
  sync: string | null,
): string {
  const staged = groups === "groups" && sync !== null;
  return say(staged ? "groups.note.staged" : `groups.note.${groups}`, { app, n: total });
}

/** What one group does, on its card: “A role for 2 people, from the group of this name.” */
export function groupSentence(rules: RulesView, members: number): string {
  return say(`groups.card.${rules.groups}`, { app: rules.app, n: members });
}
