// Diagnoses and cycles in words: what groups they fall into, what became of them, when cycles come.
import type { CycleView } from "../bindings/CycleView";
import type { CyclesView } from "../bindings/CyclesView";
import type { DiagnosisConfidence } from "../bindings/DiagnosisConfidence";
import type { DiagnosisRow } from "../bindings/DiagnosisRow";
import type { Severity } from "../bindings/Severity";
import { count, counted } from "./numbers";
import type { Outcome } from "./outcome";
import { when } from "./time";

/** What something means for people, worst first. */
export const CONSEQUENCES = [
  { severity: "error", tone: "blocked", words: "Breaks something" },
  { severity: "warn", tone: "look", words: "Look at" },
  { severity: "info", tone: "note", words: "For your information" },
] as const;

/** Tone and word of a severity, for a row that stands alone. */
export function weight(severity: Severity): { tone: Outcome; text: string } {
  const found = CONSEQUENCES.find((one) => one.severity === severity) ?? CONSEQUENCES[2];
  return { tone: found.tone, text: found.words };
}

/** Rows by consequence; groups without any are left out. */
export function byWeight(rows: DiagnosisRow[]) {
  return CONSEQUENCES.map((group) => ({
    ...group,
    rows: rows.filter((row) => row.severity === group.severity),
  })).filter((group) => group.rows.length > 0);
}

/** How sure it is; nothing where it follows from what was sent. */
export function sureness(confidence: DiagnosisConfidence): string | null {
  switch (confidence) {
    case "sure":
      return null;
    case "likely":
      return "Likely";
    case "guess":
      return "A guess: other explanations are possible";
  }
}

/** What became of it, with when: `Open since 12:06:02`, `Closed by #418 at 12:40:11`. */
export function becameText(row: DiagnosisRow, now: number): string {
  if (row.state === "fixed" && row.closedAt !== null) {
    const by = row.closedBy === null ? "" : ` by #${row.closedBy}`;
    return `Closed${by} at ${when(row.closedAt, now)}`;
  }
  const since = `since ${when(row.openedAt, now)}`;
  const again = row.reopened > 0 ? `, came back ${counted(row.reopened, "time")}` : "";
  return `${row.state === "accepted" ? "Accepted, there" : "Open"} ${since}${again}`;
}

/** Tone and word of what became of it. */
export function becameState(row: DiagnosisRow): { tone: Outcome; text: string } {
  switch (row.state) {
    case "open":
      return weight(row.severity);
    case "accepted":
      return { tone: "off", text: "Accepted" };
    case "fixed":
      return { tone: "ok", text: "Fixed" };
  }
}

const short = (at: number, now: number) => when(at, now).replace(/:\d\d$/, "");

/** The latest cycle: `12:06–12:09, 60 people`; nothing when none was seen. */
export function lastCycle(view: CyclesView, now: number): string | null {
  const last = view.cycles.find((cycle) => cycle.kind === "cycle");
  if (!last) return null;
  const people = last.people === 0 ? "nothing to write" : counted(last.people, "person", "people");
  const failed = last.failed === 0 ? "" : `, ${count(last.failed)} failed`;
  const who = last.played ? `${last.provider}, simulated` : last.provider;
  return `${who}, ${span(last, now)}: ${people}, ${counted(last.calls, "call")}${failed}`;
}

function span(cycle: CycleView, now: number): string {
  const [from, to] = [short(cycle.startedAt, now), short(cycle.endedAt, now)];
  return from === to ? from : `${from}–${to}`;
}

/** When the next cycle is to be expected: `about 12:46`, or that it is overdue. */
export function nextCycle(view: CyclesView, now: number): string | null {
  if (view.nextAt === null) return null;
  const at = short(view.nextAt, now);
  return view.nextAt >= now ? `about ${at}` : `was due about ${at}`;
}
