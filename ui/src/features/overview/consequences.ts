// What findings mean for people: the groups of the list, and what to call them together.
import type { FindingCount } from "../../bindings/FindingCount";
import { CONSEQUENCES } from "../../lib/diagnosis-text";
import { counted } from "../../lib/numbers";

/** Findings by consequence, empty groups left out; the order inside a group is kept. */
export function byConsequence(findings: FindingCount[]) {
  return CONSEQUENCES.map((consequence) => ({
    ...consequence,
    findings: findings.filter((f) => f.severity === consequence.severity),
  })).filter((group) => group.findings.length > 0);
}

/** What the list is called. */
export function findingsTitle(findings: FindingCount[], recording: boolean): string {
  if (findings.length > 0)
    return `${counted(findings.length, "oddity", "oddities")} in single requests`;
  return recording ? "Nothing odd in single requests" : "Recording is off";
}
