// Everything that an attribute ever was, from the versions of its resource. Pure.
import type { JsonValue } from "../bindings/serde_json/JsonValue";
import type { TimelineEntry } from "../bindings/TimelineEntry";

/** One change of an attribute. */
export interface Past {
  seq: number;
  at: number;
  exchange: number | null;
  recorded: boolean;
  actor: string | null;
  /** SCIM path of what changed: a part of the attribute, or what it is a part of. */
  path: string;
  before: JsonValue | null;
  after: JsonValue | null;
  /** The name of whom a value refers to. */
  beforeName: string | null;
  afterName: string | null;
  /** The resource was deleted, and the attribute went with it. */
  deleted: boolean;
}

/** The changes of the attribute at this path, newest first; `entries` are newest first as well. */
export function historyOf(entries: readonly TimelineEntry[], path: string): Past[] {
  // An element without a type has no path of its own: what is told of it is told of all.
  const whole = /^(.*?)\[\d+\]/.exec(path)?.[1];
  return changesOf(entries, whole ?? path);
}

function changesOf(entries: readonly TimelineEntry[], path: string): Past[] {
  const lower = path.toLowerCase();
  return entries.flatMap((entry) =>
    entry.changes
      .filter((change) => touches(change.path.toLowerCase(), lower))
      .map((change) => ({
        seq: entry.seq,
        at: entry.at,
        exchange: entry.exchange,
        recorded: entry.recorded,
        actor: entry.actor,
        path: change.path,
        before: change.before,
        after: entry.kind === "deleted" ? null : change.after,
        beforeName: change.beforeName ?? null,
        afterName: change.afterName ?? null,
        deleted: entry.kind === "deleted",
      })),
  );
}

/** Whether one path is the other, a part of it, or what it is a part of; both in lower case. */
function touches(one: string, other: string): boolean {
  return one === other || isWithin(one, other) || isWithin(other, one);
}

/** `name.givenName` is within `name`, `emails[type eq "work"].value` within `emails`. */
function isWithin(path: string, whole: string): boolean {
  return path.startsWith(whole) && /^[.[:]/.test(path.slice(whole.length));
}
