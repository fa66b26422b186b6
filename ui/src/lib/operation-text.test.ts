import { describe, expect, it } from "vitest";
import type { ExchangeDetail } from "../bindings/ExchangeDetail";
import type { OperationRow } from "../bindings/OperationRow";
import { callsText, failuresOf, operationOutcome, toldOf } from "./operation-text";
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

  it("tells an error that repeats itself once, with the calls that it answered", () => {
    const taken = { status: 409, scimType: "uniqueness", detail: "There already is one." };
    const detail = (number: number, error: typeof taken | null) =>
      ({ row: { number }, error }) as ExchangeDetail;
    const failures = failuresOf([detail(4, taken), detail(5, null), detail(6, { ...taken })]);
    expect(failures.map((one) => one.calls.map((call) => call.number))).toEqual([[4, 6]]);
  });
});
