// Staging and sync in words: verdicts with the condition that decided, runs, steps. Pure.
import type { GroupVerdict } from "../bindings/GroupVerdict";
import type { StagedRow } from "../bindings/StagedRow";
import type { SyncCountsView } from "../bindings/SyncCountsView";
import type { SyncPreviewView } from "../bindings/SyncPreviewView";
import type { SyncRule } from "../bindings/SyncRule";
import type { SyncRunView } from "../bindings/SyncRunView";
import type { SyncStatus } from "../bindings/SyncStatus";
import type { SyncStepState } from "../bindings/SyncStepState";
import type { SyncVerdict } from "../bindings/SyncVerdict";
import { format, type Values } from "./icu";
import { syncEnglish, type SyncMessage } from "./messages-en-sync";
import { when } from "./time";

type Tone = "ok" | "look" | "blocked" | "note" | "off";
interface Mark {
  tone: Tone;
  glyph?: string;
}

/** The message in the language of the window. */
export function saySync(id: SyncMessage, values: Values = {}): string {
  return format(syncEnglish[id], values, "en");
}

const MARKS: Record<SyncVerdict, Mark> = {
  create: { tone: "ok", glyph: "+" },
  update: { tone: "note", glyph: "~" },
  restore: { tone: "ok" },
  disable: { tone: "look" },
  remove: { tone: "look" },
  inactive: { tone: "off" },
  domain: { tone: "blocked" },
  taken: { tone: "blocked" },
  member: { tone: "off", glyph: "=" },
};

/** Tone and glyph of a verdict. */
export function verdictMark(verdict: SyncVerdict): Mark {
  return MARKS[verdict];
}

const GROUP_MARKS: Record<GroupVerdict, Mark> = {
  create: { tone: "ok", glyph: "+" },
  rename: { tone: "note", glyph: "~" },
  change: { tone: "note", glyph: "~" },
  empty: { tone: "look" },
  remove: { tone: "look" },
  same: { tone: "off", glyph: "=" },
};

/** Tone and glyph of what a sync would do with a group. */
export const groupMark = (verdict: GroupVerdict): Mark => GROUP_MARKS[verdict];

/** Tone and glyph of where somebody stands. */
export function nowMark(verdict: SyncVerdict): Mark {
  if (verdict === "member") return { tone: "ok", glyph: "=" };
  if (verdict === "create") return { tone: "note", glyph: "◌" };
  return verdict === "update" || verdict === "restore" ? { tone: "look" } : MARKS[verdict];
}

/** A verdict that stands in an address; nothing for any other text. */
export function asVerdict(text: string | undefined): SyncVerdict | undefined {
  return text !== undefined && Object.hasOwn(MARKS, text) ? (text as SyncVerdict) : undefined;
}

/** A verdict in a word or two; of a run that is done with somebody, what it did. */
export function verdictWord(verdict: SyncVerdict, done = false): string {
  const did = `did.${verdict}`;
  return saySync(done && did in syncEnglish ? (did as SyncMessage) : `short.${verdict}`);
}

/** Why somebody gets the verdict, as a sentence. */
export function verdictSentence(row: StagedRow, app: string): string {
  const values = { name: row.name, app, login: row.login, domain: row.domain ?? "" };
  if (row.verdict === "domain" && row.domain === null) return saySync("why.domain.none", values);
  if (row.verdict === "disable" && !row.staged) return saySync("why.disable.gone", values);
  return saySync(`why.${row.verdict}`, values);
}

export interface AskedRule {
  rule: SyncRule;
  /** Met, not met and so decisive, or not asked any more. */
  state: "met" | "failed" | "not asked";
}

/** The conditions in their order, as far as they were asked about somebody. */
export function askedRules(
  conditions: SyncRule[],
  row: Pick<StagedRow, "rule" | "verdict">,
): AskedRule[] {
  const at = row.rule === null ? conditions.length : conditions.indexOf(row.rule);
  return conditions.map((rule, index) => ({
    rule,
    state: at < 0 || index > at ? "not asked" : index === at ? "failed" : "met",
  }));
}

const STATUS: Record<SyncStatus, Mark> = {
  inProgress: { tone: "note", glyph: "◌" },
  completed: { tone: "ok" },
  failed: { tone: "blocked" },
};
const STATES: Record<SyncStepState, Mark> = {
  waiting: { tone: "off", glyph: "–" },
  inProgress: { tone: "note", glyph: "◌" },
  done: { tone: "ok" },
  failed: { tone: "blocked" },
};
export const statusMark = (status: SyncStatus): Mark => STATUS[status];
export const stepMark = (state: SyncStepState): Mark => STATES[state];

const COUNTS = [
  "created",
  "updated",
  "restored",
  "disabled",
  "removed",
  "blocked",
  "unchanged",
  "skipped",
  "groupsCreated",
  "groupsRenamed",
  "groupsEmptied",
  "groupsRemoved",
] as const satisfies (keyof SyncCountsView)[];

/** “55 provisioned, 3 blocked”: what was provisioned always, the rest where there is any. */
export function countsText(counts: SyncCountsView): string {
  const told = COUNTS.filter((name) => name === "created" || counts[name] > 0);
  return told.map((name) => saySync(`count.${name}`, { n: counts[name] })).join(", ");
}

/** “1 provisioned, 1 updated”: which accounts were made, and which were there before; only what there is. */
export function accountsText(counts: SyncCountsView): string {
  const told = (["created", "updated", "restored"] as const).filter((name) => counts[name] > 0);
  return told.map((name) => saySync(`count.${name}`, { n: counts[name] })).join(", ");
}

/** Why a run was started. */
export function causeText(run: SyncRunView, now: number): string {
  if (run.cause === "retry") return saySync("cause.retry", { run: run.retryOf ?? 0 });
  if (run.cause === "scheduled" && run.due !== null)
    return saySync("cause.scheduled", { due: when(run.due, now) });
  return saySync("cause.manual");
}

/** How long a run took; nothing while it is at work. */
export function tookText(run: Pick<SyncRunView, "started" | "finished">): string {
  if (run.finished === null) return "";
  const millis = Math.max(0, run.finished - run.started);
  if (millis < 1000) return `${millis} ms`;
  const seconds = millis / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** How many a sync would change, keep out, and leave as they are. */
function sums(preview: SyncPreviewView) {
  const sum = (...wanted: SyncVerdict[]) =>
    preview.verdicts
      .filter((one) => wanted.includes(one.verdict))
      .reduce((all, one) => all + one.people, 0);
  const groups = preview.groups.filter((one) => one.verdict !== "same");
  return {
    groups: groups.reduce((all, one) => all + one.groups, 0),
    changes: sum("create", "update", "restore", "disable", "remove"),
    blocked: sum("domain", "taken"),
    // Who is not active and has no access is as staged.
    agreeing: sum("member", "inactive"),
  };
}

/** What a preview comes to in one sentence. */
export function previewSentence(preview: SyncPreviewView): string {
  const { changes, groups, blocked, agreeing } = sums(preview);
  if (changes + groups > 0) return "If you sync now:";
  if (blocked > 0) return "A sync would change nothing now.";
  return agreeing > 0 ? "Staged and synced agree." : "Nobody is staged.";
}

/** Whether what is staged and the accounts agree, with the mark of it; nothing where nobody is staged. */
export function comparison(preview: SyncPreviewView): (Mark & { text: string }) | null {
  const { changes, groups, blocked, agreeing } = sums(preview);
  if (changes + groups > 0)
    return { tone: "note", glyph: "◌", text: saySync("compare.waiting", { n: changes + groups }) };
  if (blocked > 0) return { tone: "look", text: saySync("compare.blocked", { n: blocked }) };
  return agreeing > 0 ? { tone: "ok", text: saySync("compare.agree") } : null;
}
