// One sentence for one version of a person or group, from what changed in it.
import type { ChangeView } from "../bindings/ChangeView";
import type { TimelineEntry } from "../bindings/TimelineEntry";
import { attributeText, isManagerPath, isTeamPath, samePath } from "./attribute-text";
import { valueText } from "./change-text";
import { listed, say } from "./say";
import { EVERYTHING, type Uses } from "./uses";

/** More attributes than this are counted instead of named. */
const NAMED = 3;

/**
 * “Moved from Sales to Finance. Job title changed.” What the application does not use is an attribute
 * like others; a group is told as what it is there.
 */
export function timelineSentence(
  entry: Pick<TimelineEntry, "kind" | "changes">,
  uses: Uses = EVERYTHING,
  isGroup = false,
): string {
  const { kind, changes } = entry;
  const thing = uses.groups === "roles" ? "role" : "group";
  if (kind === "deleted") return say(isGroup ? `version.deleted.${thing}` : "version.deleted");
  if (kind === "created") {
    return isGroup ? say(`version.created.${thing}`) : created(changes, uses);
  }
  const told = new Set<ChangeView>();
  const parts: string[] = [];
  const tell = (found: ChangeView | undefined, words: (change: ChangeView) => string) => {
    if (!found) return;
    told.add(found);
    parts.push(words(found));
  };
  tell(
    changes.find((change) => uses.makesTeams && isTeamPath(change.path)),
    moved,
  );
  const manager = changes.filter((change) => uses.hasLines && isManagerPath(change.path));
  tell(manager.find((change) => /manager(\.value)?$/i.test(change.path)) ?? manager[0], managed);
  manager.forEach((change) => told.add(change));
  tell(
    changes.find((change) => samePath(change.path, "active")),
    (change) => say(change.after === false ? "version.deactivated" : "version.activated"),
  );
  tell(
    changes.find((change) => isGroup && samePath(change.path, "displayName")),
    (change) => renamed(change, thing),
  );
  const rest = others(
    changes.filter((change) => !told.has(change)),
    uses,
  );
  if (rest !== null) parts.push(rest);
  return parts.length === 0 ? say("version.same") : parts.join(" ");
}

function created(changes: readonly ChangeView[], uses: Uses): string {
  const team = changes.find((change) => uses.makesTeams && isTeamPath(change.path));
  const name = team && valueText(team.after);
  const arrived = name ? say("version.created.team", { team: name }) : say("version.created");
  const awaited = changes.find(
    (change) => uses.hasLines && change.afterAwaited && isManagerPath(change.path),
  );
  return awaited ? `${arrived} ${managed(awaited)}` : arrived;
}

function renamed(change: ChangeView, thing: "role" | "group"): string {
  const from = valueText(change.before) ?? "–";
  return say(`version.renamed.${thing}`, { from, to: valueText(change.after) ?? "–" });
}

function moved(change: ChangeView): string {
  const from = valueText(change.before);
  const to = valueText(change.after);
  if (from !== null && to !== null) return say("version.moved", { from, to });
  if (to !== null) return say("version.joined", { to });
  return say("version.left", { from: from ?? "" });
}

function managed(change: ChangeView): string {
  const to = change.afterName ?? valueText(change.after);
  if (to !== null && change.afterAwaited) return say("version.manager.awaited", { reference: to });
  return to === null ? say("version.manager.none") : say("version.manager", { manager: to });
}

function others(changes: readonly ChangeView[], uses: Uses): string | null {
  const names = [...new Set(changes.map(({ path }) => attributeText(path, uses.makesTeams)))];
  if (names.length === 0) return null;
  const text =
    names.length <= NAMED
      ? say("version.changed", { attributes: listed(names) })
      : say("version.changed.many", { n: names.length });
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
