/**
 * Words creations and updates: teams, managers and the attributes that changed. It deliberately
 * leaves membership to `sentences-members.ts`.
 */
import type { ManagerOutcome } from "../bindings/ManagerOutcome";
import type { Move } from "../bindings/Move";
import type { Story } from "../bindings/Story";
import { attributeText, isManagerPath, isTeamPath, samePath } from "./attribute-text";
import { listed, say } from "./say";
import type { Sentence } from "./sentences";
import type { Uses } from "./uses";

type Created = Extract<Story, { type: "created" }>;
type Updated = Extract<Story, { type: "updated" }>;

/** More attributes than this are counted instead of named. */
const NAMED = 3;

/** “Adele Vance arrived in Finance. The manager (8842) has not arrived yet.” */
export function createdSentence(story: Created, name: string, kind: string, uses: Uses): Sentence {
  if (kind === "Group") {
    const consequence = say(`created.group.so.${uses.groups}`);
    return { main: say("created.group", { name }), consequence };
  }
  if (kind !== "User" && kind !== "") {
    return { main: say("created.other", { name }), consequence: null };
  }
  const manager = story.manager === null ? null : managerClause(story.manager, name, true);
  const waited = backfilled(story.backfilled, name);
  return story.team === null
    ? {
        main: say("created.noTeam", { name }),
        consequence: joined([uses.makesTeams ? say("created.noTeam.so") : null, manager, waited]),
      }
    : {
        main: say("created.team", { name, team: story.team }),
        consequence: joined([manager, waited]),
      };
}

/** “Adele Vance arrived in Finance” */
export function createdShort(story: Created, name: string, kind: string): string {
  if (kind === "Group") return say("created.group.short", { name });
  if (kind !== "User" && kind !== "") return say("created.other.short", { name });
  return story.team === null
    ? say("created.short", { name })
    : say("created.team.short", { name, team: story.team });
}

/** “7 people who waited for Nestor Wilke now report there.” */
function backfilled(n: number, name: string): string | null {
  return n > 0 ? say("lines.backfilled", { n, name }) : null;
}

/** “Adele Vance moved from Sales to Finance. The manager (8842) has not arrived yet.” */
export function updatedSentence(story: Updated, name: string, kind: string, uses: Uses): Sentence {
  const { main, consequence } = updatedOwn(story, name, kind, uses.makesTeams);
  const left = story.unlinked > 0 ? say("lines.unlinked.renamed", { n: story.unlinked }) : null;
  return { main, consequence: joined([consequence, backfilled(story.backfilled, name), left]) };
}

/** What changed in the person, without what that did to others. */
function updatedOwn(story: Updated, name: string, kind: string, teams: boolean): Sentence {
  const others = otherPaths(story);
  if (story.team !== null && moves(story.team)) {
    const manager = story.manager === null ? null : managerClause(story.manager, name, false);
    return {
      main: movedMain(story.team, name),
      consequence: joined([manager, alsoChanged(others, teams)]),
    };
  }
  if (story.manager !== null)
    return managerSentence(story.manager, name, alsoChanged(others, teams));
  if (others.length === 1 && samePath(others[0] ?? "", "displayName")) {
    return { main: say("renamed", { kind, name }), consequence: null };
  }
  const main =
    others.length === 0
      ? say("updated.nothingNamed", { name })
      : others.length <= NAMED
        ? say("updated", { name, attributes: named(others, teams) })
        : say("updated.many", { name, n: others.length });
  return { main, consequence: null };
}

/** “Adele Vance moved to Finance” */
export function updatedShort(story: Updated, name: string, { makesTeams: teams }: Uses): string {
  const { team, manager } = story;
  if (team !== null && moves(team)) {
    return team.to === null
      ? say("moved.out.short", { name, from: team.from ?? "" })
      : say("moved.short", { name, to: team.to });
  }
  if (manager !== null) return managerShort(manager, name);
  const others = otherPaths(story);
  if (others.length === 0) return say("updated.nothingNamed.short", { name });
  if (others.length === 1 && samePath(others[0] ?? "", "displayName")) {
    return say("renamed.short", { name });
  }
  return others.length <= NAMED
    ? say("updated.short", { name, attributes: named(others, teams) })
    : say("updated.many.short", { name, n: others.length });
}

function moves(team: Move): boolean {
  return team.from !== team.to;
}

function movedMain(team: Move, name: string): string {
  if (team.to === null) return say("moved.out", { name, from: team.from ?? "" });
  return team.from === null
    ? say("moved.in", { name, to: team.to })
    : say("moved", { name, from: team.from, to: team.to });
}

function otherPaths(story: Updated): string[] {
  return story.paths.filter(
    (path) =>
      !(story.team !== null && isTeamPath(path)) &&
      !(story.manager !== null && isManagerPath(path)),
  );
}

function named(paths: readonly string[], teams: boolean): string {
  return listed([...new Set(paths.map((path) => attributeText(path, teams)))]);
}

function alsoChanged(paths: readonly string[], teams: boolean): string | null {
  if (paths.length === 0) return null;
  return paths.length <= NAMED
    ? say("updated.also", { attributes: named(paths, teams) })
    : say("updated.also.many", { n: paths.length });
}

function joined(texts: readonly (string | null)[]): string | null {
  const present = texts.filter((text) => text !== null && text !== "");
  return present.length === 0 ? null : present.join(" ");
}

function who(manager: ManagerOutcome): string {
  return manager.name ?? manager.reference ?? "?";
}

/** What became of the manager, as the second sentence after something else. */
function managerClause(manager: ManagerOutcome, name: string, isNew: boolean): string | null {
  switch (manager.state) {
    case "linked":
      return say(isNew ? "manager.linked.new" : "manager.linked.also", { manager: who(manager) });
    case "pending":
      return say("manager.pending.so", { reference: manager.reference ?? "?" });
    case "loop":
      return say("manager.loop.so");
    case "itself":
      return say("manager.itself.also", { name });
    case "dangling":
      return say("manager.dangling.so", { reference: who(manager) });
    case "cleared":
    case "neverSent":
      return isNew ? null : say("manager.neverSent.also");
  }
}

function managerSentence(manager: ManagerOutcome, name: string, also: string | null): Sentence {
  const values = { name, manager: who(manager), reference: manager.reference ?? "?" };
  switch (manager.state) {
    case "linked":
    case "cleared":
    case "neverSent":
      return { main: say(`manager.${manager.state}`, values), consequence: also };
    case "pending":
    case "dangling":
    case "loop":
    case "itself":
      return {
        main: say(`manager.${manager.state}`, values),
        consequence: joined([say(`manager.${manager.state}.so`, values), also]),
      };
  }
}

function managerShort(manager: ManagerOutcome, name: string): string {
  const values = { name, manager: who(manager), reference: manager.reference ?? "?" };
  return say(`manager.${manager.state}.short`, values);
}
