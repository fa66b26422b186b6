// What findings mean for people: the groups of the list.
import type { FindingCount } from "../../bindings/FindingCount";

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
