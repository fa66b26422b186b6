import { describe, expect, it } from "vitest";
import type { CycleView } from "../bindings/CycleView";
import type { DiagnosisRow } from "../bindings/DiagnosisRow";
import {
  becameState,
  becameText,
  byWeight,
  lastCycle,
  nextCycle,
  sureness,
} from "./diagnosis-text";

const at = (time: string) => new Date(`2026-11-23T${time}`).getTime();
const now = at("13:00:00");

const row: DiagnosisRow = {
  id: 1,
  rule: "CONN-04",
  severity: "error",
  confidence: "sure",
  state: "open",
  sentence: "Entra ID sent the word Bearer twice",
  note: null,
  people: 0,
  openedAt: at("12:06:02"),
  openedBy: 41,
  lastAt: at("12:06:02"),
  lastBy: 41,
  closedAt: null,
  closedBy: null,
  reopened: 0,
};

describe("diagnoses", () => {
  it("are grouped by consequence, worst first", () => {
    const info: DiagnosisRow = { ...row, severity: "info" };
    expect(byWeight([info, row]).map((group) => group.words)).toEqual([
      "Breaks something",
      "For your information",
    ]);
  });

  it("say since when they are there and whether they came back", () => {
    expect(becameText(row, now)).toBe("Open since 12:06:02");
    expect(becameText({ ...row, reopened: 2 }, now)).toBe("Open since 12:06:02, came back 2 times");
    expect(becameText({ ...row, state: "accepted" }, now)).toBe("Accepted, there since 12:06:02");
  });

  it("say which request closed them", () => {
    const fixed: DiagnosisRow = { ...row, state: "fixed", closedAt: at("12:40:00"), closedBy: 418 };
    expect(becameText(fixed, now)).toBe("Closed by #418 at 12:40:00");
    expect(becameText({ ...fixed, closedBy: null }, now)).toBe("Closed at 12:40:00");
    expect(becameState(fixed)).toEqual({ tone: "ok", text: "Fixed" });
  });

  it("say how sure they are unless they are", () => {
    expect(sureness("sure")).toBeNull();
    expect(sureness("guess")).toContain("other explanations");
  });
});

describe("cycles", () => {
  const cycle: CycleView = {
    kind: "cycle",
    provider: "Entra ID",
    played: false,
    startedAt: at("12:06:10"),
    endedAt: at("12:09:50"),
    firstExchange: 1,
    lastExchange: 90,
    calls: 90,
    people: 60,
    writes: 60,
    failed: 0,
  };
  const push: CycleView = { ...cycle, kind: "onDemand", people: 1 };

  it("are told by their span and their people", () => {
    const view = { cycles: [push, cycle], nextAt: at("12:46:10") };
    expect(lastCycle(view, now)).toBe("Entra ID, 12:06–12:09: 60 people, 90 calls");
    const rough = { ...cycle, played: true, failed: 2 };
    expect(lastCycle({ ...view, cycles: [rough] }, now)).toBe(
      "Entra ID, simulated, 12:06–12:09: 60 people, 90 calls, 2 failed",
    );
    const quiet = { ...cycle, endedAt: cycle.startedAt, people: 0 };
    expect(lastCycle({ ...view, cycles: [quiet] }, now)).toBe(
      "Entra ID, 12:06: nothing to write, 90 calls",
    );
    expect(lastCycle({ ...view, cycles: [push] }, now)).toBeNull();
  });

  it("are expected, or overdue, or neither", () => {
    const view = { cycles: [cycle], nextAt: at("12:46:10") };
    expect(nextCycle(view, at("12:20:00"))).toBe("about 12:46");
    expect(nextCycle(view, now)).toBe("was due about 12:46");
    expect(nextCycle({ ...view, nextAt: null }, now)).toBeNull();
  });
});
