// What findings mean for people: the groups of the list, and what to call them together.
import type { FindingCount } from "../../bindings/FindingCount";
import { counted } from "../../lib/numbers";

/** What a finding means for people, worst first. */
export const CONSEQUENCES = [
  { severity: "error", tone: "blocked", words: "Breaks something" },
  { severity: "warn", tone: "look", words: "Look at" },
  { severity: "info", tone: "note", words: "For your information" },
] as const;

/** Findings by consequence, empty groups left out; the order inside a group is kept. */
export function byConsequence(findings: FindingCount[]) {
  return CONSEQUENCES.map((consequence) => ({
    ...consequence,
    findings: findings.filter((f) => f.severity === consequence.severity),
  })).filter((group) => group.findings.length > 0);
}

/** What the list is called: by what asks for something, else by what is only good to know. */
export function findingsTitle(findings: FindingCount[], recording: boolean): string {
  const urgent = findings.filter((finding) => finding.severity !== "info").length;
  if (urgent > 0) return counted(urgent, "thing to look at", "things to look at");
  if (findings.length > 0) return counted(findings.length, "thing to know", "things to know");
  return recording ? "Nothing to look at" : "Recording is off";
}
