import { describe, expect, it } from "vitest";
import type { StagedRow } from "../bindings/StagedRow";
import type { SyncVerdict } from "../bindings/SyncVerdict";
import {
  askedRules,
  asVerdict,
  comparison,
  countsText,
  previewSentence,
  tookText,
  verdictMark,
  verdictSentence,
  verdictWord,
} from "./sync-text";

const ada: StagedRow = {
  id: "1",
  name: "Ada",
  login: "ada@contoso.dk",
  domain: "contoso.dk",
  domainKey: "contoso.dk",
  active: true,
  staged: true,
  verdict: "domain",
  rule: "ssoDomain",
  accountBy: null,
  accountAt: null,
};
const CONDITIONS = ["active", "ssoDomain", "notAMember"] as const;

describe("a verdict", () => {
  it("names the rule and the value that decided", () => {
    expect(verdictSentence(ada, "21RISK")).toContain(
      "an address of contoso.dk, which is not among",
    );
    const none = { ...ada, domain: null, domainKey: null };
    expect(verdictSentence(none, "21RISK")).toContain("Ada has no email address");
    const gone: StagedRow = { ...ada, verdict: "disable", rule: "active", staged: false };
    expect(verdictSentence(gone, "21RISK")).toContain("was deleted in staging");
  });

  it("tells which conditions were met, which one failed, and which were not asked", () => {
    const states = (row: StagedRow) => askedRules([...CONDITIONS], row).map((one) => one.state);
    expect(states(ada)).toEqual(["met", "failed", "not asked"]);
    expect(states({ ...ada, verdict: "create", rule: null })).toEqual(["met", "met", "met"]);
    expect(states({ ...ada, verdict: "member", rule: "notAMember" })).toEqual([
      "met",
      "met",
      "failed",
    ]);
  });

  it("is told as done once a run is done with somebody", () => {
    expect(verdictWord("create")).toBe("Gets an account");
    expect(verdictWord("create", true)).toBe("Account made");
    expect(verdictWord("domain", true)).toBe("Email domain");
  });

  it("has a glyph or tone of its own, and no other text is one", () => {
    const all: SyncVerdict[] = ["create", "update", "restore", "disable", "remove", "domain"];
    for (const verdict of all) expect(verdictMark(verdict).tone).toBeTruthy();
    expect(asVerdict("domain")).toBe("domain");
    expect(asVerdict("constructor")).toBeUndefined();
    expect(asVerdict(undefined)).toBeUndefined();
  });
});

describe("a run", () => {
  const none = {
    considered: 0,
    blocked: 0,
    unchanged: 0,
    created: 0,
    updated: 0,
    restored: 0,
    disabled: 0,
    removed: 0,
    skipped: 0,
    groupsCreated: 0,
    groupsRenamed: 0,
    groupsEmptied: 0,
    groupsRemoved: 0,
  };
  it("tells how many it provisioned, and the rest where there is any", () => {
    expect(countsText(none)).toBe("0 provisioned");
    expect(countsText({ ...none, created: 55, disabled: 1, blocked: 3 })).toBe(
      "55 provisioned, 1 lost access, 3 blocked",
    );
  });

  it("tells how long it took once it has ended", () => {
    expect(tookText({ started: 0, finished: null })).toBe("");
    expect(tookText({ started: 0, finished: 240 })).toBe("240 ms");
    expect(tookText({ started: 0, finished: 3_240 })).toBe("3.2 s");
    expect(tookText({ started: 0, finished: 95_000 })).toBe("1 min 35 s");
  });
});

describe("a preview", () => {
  const preview = (...verdicts: [SyncVerdict, number][]) =>
    previewSentence({
      seen: [],
      groups: [],
      verdicts: verdicts.map(([verdict, people]) => ({ verdict, people })),
    });
  it("says whether there is anything to do", () => {
    expect(preview(["create", 2], ["member", 1])).toBe("If you sync now:");
    expect(preview(["member", 4])).toBe("Staged and synced agree.");
    expect(preview(["domain", 4])).toBe("A sync would change nothing now.");
    expect(preview()).toBe("Nobody is staged.");
  });

  it("says whether both sides agree: who is not active and has no access does", () => {
    const compared = (...verdicts: [SyncVerdict, number][]) =>
      comparison({
        seen: [],
        groups: [],
        verdicts: verdicts.map(([verdict, people]) => ({ verdict, people })),
      })?.text;
    expect(compared(["member", 4], ["inactive", 1])).toBe("Staged and synced agree");
    expect(compared(["update", 1], ["member", 4])).toBe("1 change waits for the next sync");
    expect(compared(["create", 2], ["disable", 1])).toBe("3 changes wait for the next sync");
    expect(compared(["domain", 2], ["member", 4])).toContain("2 are blocked by a condition");
    expect(compared()).toBeUndefined();
  });
});
