import { describe, expect, it } from "vitest";
import type { OperationRow } from "../bindings/OperationRow";
import { callsText, operationOutcome, toldOf } from "./operation-text";
import { brief, sentenceText, tell } from "./sentences";
import { adele } from "./sentences.testing";

const row: OperationRow = {
  id: 1,
  seq: 10,
  number: 1,
  lastNumber: 3,
  at: 0,
  endedAt: 0,
  durationUs: 61_000,
  actor: "Entra ID",
  path: "/Users",
  subject: adele,
  story: { type: "created", team: "Sales", manager: null, backfilled: 0 },
  calls: 3,
  failed: 0,
  findings: 0,
  worst: null,
  only: null,
};

describe("an operation", () => {
  it("is told like what a request did", () => {
    expect(brief(toldOf(row))).toBe("Adele Vance arrived in Sales");
    expect(callsText(row)).toBe("3 calls");
  });

  it("that was refused says why", () => {
    const refused: OperationRow = {
      ...row,
      story: { type: "refused", status: 409, scimType: "uniqueness" },
    };
    expect(sentenceText(tell(toldOf(refused)))).toContain("already has this user name");
  });

  it("says how its calls went", () => {
    expect(operationOutcome(row)).toEqual({ tone: "ok", text: "All well" });
    expect(operationOutcome({ calls: 3, failed: 1 }).text).toBe("1 failed");
    expect(operationOutcome({ calls: 2, failed: 2 })).toEqual({
      tone: "blocked",
      text: "All failed",
    });
  });
});
