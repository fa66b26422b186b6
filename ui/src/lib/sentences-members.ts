/** Words changes of a group's members. */
import type { Story } from "../bindings/Story";
import { listed, say } from "./say";
import type { Sentence } from "./sentences";
import type { Uses } from "./uses";

type Members = Extract<Story, { type: "membersChanged" }>;

/** More members than this are counted after the first few names. */
const NAMED = 3;

/** “Adele Vance, Alex Wilber and 2 more joined Editors.” */
export function membersSentence(story: Members, name: string, { groups }: Uses): Sentence {
  const { added, removed } = story;
  // A group that is no role counts for nobody.
  const counts = (id: "members.added.so" | "members.removed.so", n: number) =>
    groups === "roles" ? say(id, { n }) : null;
  if (added > 0 && removed > 0) {
    const main = say("members.both", {
      added: people(story.addedNames, added),
      removed: people(story.removedNames, removed),
      name,
    });
    return { main, consequence: null };
  }
  if (added > 0) {
    const main = say("members.added", { names: people(story.addedNames, added), name });
    return { main, consequence: counts("members.added.so", added) };
  }
  if (removed > 0) {
    const main = say("members.removed", { names: people(story.removedNames, removed), name });
    return { main, consequence: counts("members.removed.so", removed) };
  }
  return { main: say("members.none", { name }), consequence: null };
}

/** “4 joined Editors” */
export function membersShort(story: Members, name: string): string {
  const { added, removed } = story;
  if (added > 0 && removed > 0) return say("members.both.short", { added, removed, name });
  if (added > 0) return say("members.added.short", { n: who(story.addedNames, added), name });
  if (removed > 0)
    return say("members.removed.short", { n: who(story.removedNames, removed), name });
  return say("members.none.short", { name });
}

function who(names: readonly string[], count: number): string {
  const only = count === 1 ? names[0] : undefined;
  return only ?? say("people", { n: count });
}

function people(names: readonly string[], count: number): string {
  const shown = names.slice(0, count > NAMED ? NAMED - 1 : NAMED);
  if (shown.length === 0) return say("people", { n: count });
  const rest = count - shown.length;
  return listed(rest > 0 ? [...shown, say("people.more", { n: rest })] : shown);
}
