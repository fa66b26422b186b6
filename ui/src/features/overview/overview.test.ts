import { describe, expect, it } from "vitest";
import type { FindingCount } from "../../bindings/FindingCount";
import type { SimulationView } from "../../bindings/SimulationView";
import { byConsequence, findingsTitle } from "./consequences";
import { STEPS, stepState } from "./simulation.svelte";

const finding = (rule: string, severity: FindingCount["severity"]): FindingCount => ({
  rule,
  severity,
  count: 1,
  detail: rule,
});

describe("findings by consequence", () => {
  it("what breaks something comes first, and empty groups are left out", () => {
    const groups = byConsequence([
      finding("A", "info"),
      finding("B", "error"),
      finding("C", "info"),
    ]);
    expect(groups.map((g) => [g.tone, g.findings.map((f) => f.rule)])).toEqual([
      ["blocked", ["B"]],
      ["note", ["A", "C"]],
    ]);
  });
});

describe("the title above the findings", () => {
  it("counts the rules that requests were odd by", () => {
    const mixed = [finding("A", "info"), finding("B", "warn"), finding("C", "error")];
    expect(findingsTitle(mixed, true)).toBe("3 oddities in single requests");
    expect(findingsTitle([finding("A", "info")], true)).toBe("1 oddity in single requests");
  });
  it("says that there is nothing when there is nothing", () => {
    expect(findingsTitle([], true)).toBe("Nothing odd in single requests");
  });
  it("does not judge what was not recorded", () => {
    expect(findingsTitle([], false)).toBe("Recording is off");
  });
});

describe("steps of a simulated cycle", () => {
  const view = (state: SimulationView["state"], phase: SimulationView["phase"]) =>
    STEPS.map((s) => stepState(s.phase, { state, phase } as SimulationView)).join(" ");

  it("steps before the phase are done, later ones to come", () => {
    expect(view("running", "managers")).toBe("done done now later");
  });
  it("a stopped cycle shows where it stopped", () => {
    expect(view("stopped", "people")).toBe("done stopped later later");
  });
  it("only a failed cycle is marked as broken", () => {
    expect(view("failed", "people")).toBe("done broken later later");
  });
  it("a finished cycle is done throughout", () => {
    expect(view("finished", "done")).toBe("done done done done");
  });
});
